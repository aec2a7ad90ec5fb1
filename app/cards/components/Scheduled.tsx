import { Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback } from 'react';
import type { TakenBack } from '../../../cards/dto/compose.ts';
import type { TimelineMessage } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { FailureAlert } from './Failure.tsx';

/** A reply that leaves later: when, and the way back. */
export function Scheduled({ message, onChanged }: { message: TimelineMessage; onChanged: () => void }) {
  const { api, words, dates, tell, propertiesChanged } = useCard();
  const post = useCallback(
    (_: null, key: string) => api.post<TakenBack>(`/messages/${message.id}/take-back`, { key }),
    [api, message.id],
  );
  const takeBack = useAction(post, () => {
    tell(words.send.takenBack);
    propertiesChanged();
    onChanged();
  });
  const { delivery } = message;
  if (!delivery?.leavesAt) return null;
  return (
    <Flex direction="column" gap="extra-small">
      <Flex gap="small" align="center" wrap>
        <Text variant="microcopy">{words.send.leaves(dates.full(delivery.leavesAt))}</Text>
        <LoadingButton
          loading={takeBack.busy}
          size="extra-small"
          variant="secondary"
          onClick={() => takeBack.run(null)}
        >
          {words.send.takeBack}
        </LoadingButton>
      </Flex>
      <FailureAlert failure={takeBack.state.status === 'failed' ? takeBack.state.failure : null} />
    </Flex>
  );
}
