import { Alert, Button, ErrorState, Text } from '@hubspot/ui-extensions';
import { createFailures } from '@reply-tracking/shared/failure.tsx';
import { useCard } from '../card.tsx';

export const { FailureAlert, LoadFailure } = createFailures({ Alert, Button, ErrorState, Text }, useCard);
