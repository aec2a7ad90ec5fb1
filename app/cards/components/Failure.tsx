import { Alert, Button, ErrorState, Text } from '@hubspot/ui-extensions';
import type { Failure } from '../../../cards/dto/result.ts';
import { useCard } from '../card.tsx';

/** Something a person asked for did not work. */
export function FailureAlert({ failure }: { failure: Failure | null }) {
  const { words } = useCard();
  if (!failure) return null;
  return (
    <Alert title={words.shared.notDone} variant="danger">
      {words.shared.error[failure.code] ?? failure.message}
    </Alert>
  );
}

/** The card has nothing to show. */
export function LoadFailure({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  const { words } = useCard();
  return (
    <ErrorState title={words.shared.loadFailed} type={failure.code === 'not_connected' ? 'lock' : 'error'}>
      <Text>{words.shared.error[failure.code] ?? failure.message}</Text>
      <Button variant="secondary" onClick={onRetry}>
        {words.shared.tryAgain}
      </Button>
    </ErrorState>
  );
}
