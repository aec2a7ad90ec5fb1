import { LoadingButton } from '@hubspot/ui-extensions';
import type { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCard } from '../card.tsx';
import { FailureAlert } from './Failure.tsx';

type Props = { older: ReturnType<typeof useAction<string, object>>; cursor: string | null };

/** The next page of a list, if there is one. */
export function OlderButton({ older, cursor }: Props) {
  const { words } = useCard();
  return (
    <>
      {cursor && (
        <LoadingButton loading={older.busy} variant="secondary" onClick={() => older.run(cursor)}>
          {words.timeline.older}
        </LoadingButton>
      )}
      <FailureAlert failure={older.state.status === 'failed' ? older.state.failure : null} />
    </>
  );
}
