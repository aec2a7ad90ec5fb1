import { Alert, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { reasonText } from '@reply-tracking/shared/words/reasons/text.ts';
import { useCallback } from 'react';
import type { AttentionItem } from '../../../cards/dto/home.ts';
import { useCard } from '../card.tsx';
import { FailureAlert } from './Failure.tsx';

/** Steps of this contact that did not go through: which, why, and what helps. */
export function Attention({ items, onChanged }: { items: AttentionItem[]; onChanged: () => void }) {
  const { words } = useCard();
  if (items.length === 0) return null;
  return (
    <Alert title={words.attention.title} variant="danger">
      <Flex direction="column" gap="small">
        {items.map((item) => (
          <Item key={item.effectId} item={item} onChanged={onChanged} />
        ))}
      </Flex>
    </Alert>
  );
}

function Item({ item, onChanged }: { item: AttentionItem; onChanged: () => void }) {
  const { api, words, tell } = useCard();
  const post = useCallback(
    (_: null, key: string) => api.post(`/effects/${item.effectId}/retry`, { key }),
    [api, item.effectId],
  );
  const retry = useAction(post, () => {
    tell(words.attention.retried);
    onChanged();
  });
  const { nextStep, waitsFor } = item;
  const why = item.reason && reasonText(words.shared.reasons, item.reason);
  const help = nextStep ? words.shared.nextStep[nextStep] : waitsFor && words.shared.waitsFor[waitsFor];
  return (
    <Flex direction="column" gap="extra-small">
      <Text format={{ fontWeight: 'demibold' }}>{words.shared.step[item.step]}</Text>
      <Text>{[why, help].filter(Boolean).join(' ')}</Text>
      {item.canRetry && (
        <LoadingButton loading={retry.busy} size="extra-small" variant="secondary" onClick={() => retry.run(null)}>
          {words.attention.retry}
        </LoadingButton>
      )}
      <FailureAlert failure={retry.state.status === 'failed' ? retry.state.failure : null} />
    </Flex>
  );
}
