import { Flex, LoadingButton, StatusTag, Tag, Text } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback } from 'react';
import type { Waiting } from '../../../cards/dto/contact.ts';
import { useCard } from '../card.tsx';
import { responseTypeVariant } from '../labels.ts';
import { FailureAlert } from './Failure.tsx';

/** Since when the customer waits, and the button that says somebody has answered. */
export function WaitingBlock({ waiting, onAnswered }: { waiting: Waiting | null; onAnswered: () => void }) {
  const { api, hubspotId, words, dates, tell, propertiesChanged } = useCard();
  const post = useCallback(
    (_: null, key: string) => api.post(`/contacts/${hubspotId}/done`, { key }),
    [api, hubspotId],
  );
  const answered = useAction(post, () => {
    tell(words.waiting.answeredDone);
    propertiesChanged();
    onAnswered();
  });

  if (!waiting) return <StatusTag variant="success">{words.waiting.nothing}</StatusTag>;
  const { since, dueAt, overdue, responseType } = waiting;
  return (
    <Flex direction="column" gap="extra-small">
      <Flex justify="between" align="center" gap="small" wrap>
        <StatusTag variant={overdue ? 'danger' : 'warning'}>{words.waiting.since(dates.ago(since))}</StatusTag>
        {responseType && (
          <Tag variant={responseTypeVariant[responseType]}>{words.shared.responseType[responseType]}</Tag>
        )}
      </Flex>
      {dueAt && (
        <Text variant="microcopy">
          {overdue ? words.waiting.overdue(dates.relative(dueAt)) : words.waiting.due(dates.full(dueAt))}
        </Text>
      )}
      <LoadingButton loading={answered.busy} size="small" variant="secondary" onClick={() => answered.run(null)}>
        {words.waiting.answered}
      </LoadingButton>
      <FailureAlert failure={answered.state.status === 'failed' ? answered.state.failure : null} />
    </Flex>
  );
}
