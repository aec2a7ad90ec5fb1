import { Button, ButtonRow, Flex, LoadingButton, Select, TextArea, Toggle } from '@hubspot/ui-extensions';
import { createCorrectionForm } from '@reply-tracking/shared/correction-form.tsx';
import { usePage } from '../page.tsx';
import { FailureAlert } from './Failure.tsx';

const components = { Button, ButtonRow, Flex, LoadingButton, Select, TextArea, Toggle, FailureAlert };

export const { CorrectionForm } = createCorrectionForm(components, usePage);
