import {
  Alert,
  Button,
  ButtonRow,
  Flex,
  LoadingButton,
  LoadingSpinner,
  Modal,
  ModalBody,
  SearchInput,
  Select,
  Text,
  TextArea,
  Toggle,
} from '@hubspot/ui-extensions';
import { createCorrectionForm } from '@reply-tracking/shared/correction-form.tsx';
import { createSenderQuestion } from '@reply-tracking/shared/sender-question.tsx';
import { useCard } from '../card.tsx';
import { FailureAlert, LoadFailure } from './Failure.tsx';

const form = { Button, ButtonRow, Flex, LoadingButton, Select, TextArea, Toggle, FailureAlert };
const question = { Alert, LoadingSpinner, Modal, ModalBody, SearchInput, Text, LoadFailure, ...form };

export const { CorrectionForm } = createCorrectionForm(form, useCard);
export const { SenderQuestion, OtherContact } = createSenderQuestion(question, useCard);
