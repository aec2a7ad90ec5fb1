import {
  Alert,
  Button,
  Flex,
  LoadingButton,
  LoadingSpinner,
  Modal,
  ModalBody,
  SearchInput,
  Text,
} from '@hubspot/ui-extensions';
import { createSenderQuestion } from '@reply-tracking/shared/sender-question.tsx';
import { usePage } from '../page.tsx';
import { FailureAlert, LoadFailure } from './Failure.tsx';

const text = { Alert, LoadingSpinner, Text, FailureAlert, LoadFailure };
const components = { Button, Flex, LoadingButton, Modal, ModalBody, SearchInput, ...text };

export const { SenderQuestion } = createSenderQuestion(components, usePage);
