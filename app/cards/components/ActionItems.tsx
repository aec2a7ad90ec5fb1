import { Checkbox, Flex, Text } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { ActionItem } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { FailureAlert } from './Failure.tsx';

export function ActionItems({ items, onChanged }: { items: ActionItem[]; onChanged: () => void }) {
  const { words } = useCard();
  if (items.length === 0) return null;
  return (
    <Flex direction="column" gap="extra-small">
      <Text format={{ fontWeight: 'demibold' }}>{words.actions.title}</Text>
      {items.map((item) => (
        <Item key={item.id} item={item} onChanged={onChanged} />
      ))}
    </Flex>
  );
}

function Item({ item, onChanged }: { item: ActionItem; onChanged: () => void }) {
  const { api, words, dates, tell } = useCard();
  const [picked, setPicked] = useState<boolean | null>(null);
  const post = useCallback(
    (done: boolean, key: string) => api.post(`/action-items/${item.id}`, { key, done }),
    [api, item.id],
  );
  const tick = useAction(post, (_, done) => {
    tell(done ? words.actions.ticked : words.actions.unticked);
    onChanged();
  });
  const failed = tick.state.status === 'failed';
  const stored = item.doneAt !== null;

  return (
    <Flex direction="column" gap="flush">
      <Checkbox
        name={`action-item-${item.id}`}
        checked={failed ? stored : (picked ?? stored)}
        readOnly={tick.busy}
        onChange={(done) => {
          setPicked(done);
          tick.run(done);
        }}
      >
        {item.text}
      </Checkbox>
      <Text variant="microcopy" format={{ italic: true }}>{`“${item.quote}”`}</Text>
      {item.doneAt && item.doneBy && (
        <Text variant="microcopy">{words.actions.done(item.doneBy, dates.full(item.doneAt))}</Text>
      )}
      <FailureAlert failure={tick.state.status === 'failed' ? tick.state.failure : null} />
    </Flex>
  );
}
