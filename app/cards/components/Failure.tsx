import { Alert, Button, ErrorState, LoadingButton, Text } from '@hubspot/ui-extensions';
import { createFailures } from '@reply-tracking/shared/failure.tsx';
import { useCard } from '../card.tsx';

export const { FailureAlert, LoadFailure, RetryButton } = createFailures(
  { Alert, Button, ErrorState, LoadingButton, Text },
  useCard,
);
