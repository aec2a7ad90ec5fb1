import { Alert, Button, ErrorState, Text } from '@hubspot/ui-extensions';
import type { Failure } from '../../../cards/dto/result.ts';
import { usePage } from '../page.tsx';

export function FailureAlert({ failure }: { failure: Failure | null }) {
  const { words } = usePage();
  if (!failure) return null;
  return (
    <Alert title={words.shared.notDone} variant="danger">
      {words.shared.error[failure.code] ?? failure.message}
    </Alert>
  );
}

export function LoadFailure({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  const { words } = usePage();
  return (
    <ErrorState title={words.shared.loadFailed} type={failure.code === 'not_connected' ? 'lock' : 'error'}>
      <Text>{words.shared.error[failure.code] ?? failure.message}</Text>
      <Button variant="secondary" onClick={onRetry}>
        {words.shared.tryAgain}
      </Button>
    </ErrorState>
  );
}
