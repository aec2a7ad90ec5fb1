import { ButtonRow, Flex, Heading, Input, LoadingButton, StatusTag, Text, TextArea } from '@hubspot/ui-extensions';
import { createPersonal } from '@reply-tracking/shared/personal.tsx';
import { createTestReply } from '@reply-tracking/shared/test-reply.tsx';
import { usePage } from '../page.tsx';
import { FailureAlert } from './Failure.tsx';

const components = { ButtonRow, Flex, Heading, Input, LoadingButton, StatusTag, Text, TextArea, FailureAlert };

export const { ForwardAddresses, Signature } = createPersonal(components, usePage);
export const { TestReply } = createTestReply(components, usePage);
