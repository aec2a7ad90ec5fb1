import type { Item } from './item.ts';

/**
 * Orders the updates of contacts into rounds, in each of which a contact stands once: HubSpot refuses a batch with the
 * same record twice. Small writes of one contact join the reply's; two analyzed replies stay two writes, since a
 * workflow starts on each.
 */
export function contactRounds(items: Item[]): Item[][] {
  const rounds: Item[][] = [];
  for (const own of Map.groupBy(items, (item) => item.contact.id).values()) {
    joined(inReceivedOrder(own)).forEach((item, round) => {
      rounds[round] = [...(rounds[round] ?? []), item];
    });
  }
  return rounds;
}

/** Replies by the time they came in, whichever was analyzed first; what is no reply carries today's values and goes last. */
function inReceivedOrder(items: Item[]): Item[] {
  const receivedAt = ({ write }: Item) =>
    write.to === 'update' ? (write.properties.reply_last_received_at ?? '') : '';
  const replies = items.filter(hasReply).sort((a, b) => receivedAt(a).localeCompare(receivedAt(b)));
  return [...replies, ...items.filter((item) => !hasReply(item))];
}

function joined(items: Item[]): Item[] {
  const updates: Item[] = [];
  for (const item of items) {
    const last = updates.at(-1);
    const isSecondReply = last && hasReply(last) && hasReply(item);
    if (last && !isSecondReply && last.write.to === 'update' && item.write.to === 'update') {
      const properties = { ...last.write.properties, ...item.write.properties };
      updates[updates.length - 1] = {
        ...last,
        effects: [...last.effects, ...item.effects],
        write: { ...last.write, properties },
      };
    } else updates.push(item);
  }
  return updates;
}

const hasReply = (item: Item) => item.effects.some((effect) => effect.kind === 'properties');
