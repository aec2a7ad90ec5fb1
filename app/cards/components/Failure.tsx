import { Accordion, Alert, Button, ErrorState, Link, LoadingButton, Text } from '@hubspot/ui-extensions';
import { createFailures } from '@reply-tracking/shared/failure.tsx';
import { useCard } from '../card.tsx';

export const { FailureAlert, LoadFailure, PausedAlert, QuietFailure, IssueHelp } = createFailures(
  { Accordion, Alert, Button, ErrorState, Link, LoadingButton, Text },
  useCard,
);
