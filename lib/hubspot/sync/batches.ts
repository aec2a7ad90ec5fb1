import type { Item } from './item.ts';
import { partSize } from './retry.ts';

export function chunks<Value>(values: Value[], size: number): Value[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, n) => values.slice(n * size, (n + 1) * size));
}

/**
 * Items of one kind of write as the batches to send. Events of one earlier batch stay together, since HubSpot took that
 * batch whole or not at all; items that failed often go in smaller parts.
 */
export function batchesOf(items: Item[], largest: number): Item[][] {
  const earlier = ({ write, effects }: Item) => (write.to === 'event' ? String(effects[0]?.details.batch ?? '') : '');
  return [...Map.groupBy(items, earlier).values()].flatMap((group) =>
    [...Map.groupBy(group, (item) => partSize(attemptsOf(item), largest))].flatMap(([size, part]) =>
      chunks(part, size),
    ),
  );
}

export const attemptsOf = ({ effects }: Item) => Math.max(...effects.map(({ attempts }) => attempts));
