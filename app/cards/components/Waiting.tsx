import { Flex, LoadingButton, StatusTag, Tag, Text } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback } from 'react';
import type { Waiting } from '../../../cards/dto/contact.ts';
import type { TimelineMessage } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { responseTypeVariant } from '../labels.ts';
import { FailureAlert } from './Failure.tsx';

type Props = { waiting: Waiting | null; latest: TimelineMessage | null; onChanged: () => void };

/** Whether something waits: since when, until when, of which kind; else why nothing does. */
export function WaitingBlock({ waiting, latest, onChanged }: Props) {
  const { words, dates } = useCard();
  if (!waiting) return <Settled latest={latest} />;
  const { since, dueAt, overdue, responseType, snoozedUntil, handedTo } = waiting;
  if (snoozedUntil) return <Snoozed until={snoozedUntil} onChanged={onChanged} />;
  const due = overdue ? words.waiting.overdue : words.waiting.due;
  return (
    <Flex direction="column" gap="extra-small">
      <Flex justify="between" align="center" gap="small" wrap>
        <StatusTag variant={overdue ? 'danger' : 'warning'}>{words.waiting.since(dates.ago(since))}</StatusTag>
        {responseType && (
          <Tag variant={responseTypeVariant[responseType]}>{words.shared.responseType[responseType]}</Tag>
        )}
      </Flex>
      {dueAt && <Text variant="microcopy">{due(overdue ? dates.relative(dueAt) : dates.full(dueAt))}</Text>}
      {handedTo && <Text variant="microcopy">{words.waiting.handedTo(handedTo)}</Text>}
    </Flex>
  );
}

function Settled({ latest }: { latest: TimelineMessage | null }) {
  const { words } = useCard();
  const handling = latest?.handling;
  const said = handling && handling !== 'waits' ? words.waiting.settled[handling] : words.waiting.nothing;
  return <StatusTag variant={handling === 'unsubscribed' ? 'default' : 'success'}>{said}</StatusTag>;
}

function Snoozed({ until, onChanged }: { until: string; onChanged: () => void }) {
  const { api, hubspotId, words, dates, tell } = useCard();
  const post = useCallback(
    (_: null, key: string) => api.post(`/contacts/${hubspotId}/snooze`, { key, until: null }),
    [api, hubspotId],
  );
  const wake = useAction(post, () => {
    tell(words.waiting.woken);
    onChanged();
  });
  return (
    <Flex direction="column" gap="extra-small">
      <Flex justify="between" align="center" gap="small" wrap>
        <StatusTag variant="default">{words.waiting.snoozedUntil(dates.full(until))}</StatusTag>
        <LoadingButton loading={wake.busy} size="extra-small" variant="secondary" onClick={() => wake.run(null)}>
          {words.waiting.wake}
        </LoadingButton>
      </Flex>
      <FailureAlert failure={wake.state.status === 'failed' ? wake.state.failure : null} />
    </Flex>
  );
}
