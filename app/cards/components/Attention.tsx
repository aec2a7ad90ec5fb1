import { Alert, Flex, Text } from '@hubspot/ui-extensions';
import { useRetry } from '@reply-tracking/shared/use-retry.ts';
import type { AttentionItem } from '../../../cards/dto/home.ts';
import { useCard } from '../card.tsx';
import { RetryButton } from './Failure.tsx';

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
  const card = useCard();
  const { words } = card;
  const { retry, text } = useRetry(item, card, onChanged);
  return (
    <Flex direction="column" gap="extra-small">
      <Text format={{ fontWeight: 'demibold' }}>{words.shared.step[item.step]}</Text>
      <Text>{text}</Text>
      {item.canRetry && <RetryButton retry={retry} />}
    </Flex>
  );
}
