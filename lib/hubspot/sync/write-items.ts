import { v7 as uuid } from 'uuid';
import { markBatch } from '../../outbox/effects.ts';
import { batchesOf } from './batches.ts';
import { stillClaimed } from './claim.ts';
import { type ClaimProgress, conclude, guard } from './claim-progress.ts';
import { callHubSpot, type ItemOutcome } from './crm-batches.ts';
import type { Item } from './item.ts';
import { amend, recheck } from './recheck.ts';
import { writeBatch } from './split-batch.ts';

/**
 * Writes items of one kind of write in batches, as far as HubSpot takes them and nobody has ended them meanwhile.
 * `singles`: the items that a joined one is made of, by effect.
 */
export async function writeItems(
  progress: ClaimProgress,
  items: Item[],
  largest: number,
  singles: Map<string, Item> = new Map(),
): Promise<void> {
  const { dependencies, open, waiting } = progress;
  for (const batch of batchesOf(items, largest)) {
    const claimed = await stillClaimed(
      dependencies.sql,
      batch.flatMap(({ effects }) => effects.map(({ id }) => id)),
    );
    const isReady = ({ contact, effects }: Item) =>
      !waiting.has(contact.id) && effects.every(({ id }) => open.has(id) && claimed.has(id));
    const ready = batch.filter(isReady);
    if (progress.stop || ready.length === 0) continue;
    await guard(progress, ready, () =>
      writeBatch(ready, {
        callHubSpot: (part) => callOnce(progress, part),
        recordOutcomes: (outcomes) => conclude(progress, outcomes),
        recheck: (part, error) => recheck(progress, part, error),
        amend: (item, error) => amend(item, error, singles),
      }),
    );
  }
}

async function callOnce(progress: ClaimProgress, items: Item[]): Promise<ItemOutcome[]> {
  const { sql, client } = progress.dependencies;
  const ids = items.flatMap(({ effects }) => effects.map(({ id }) => id));
  if (items[0]?.write.to === 'event') await markBatch(sql, ids, uuid());
  return callHubSpot(client, items);
}
