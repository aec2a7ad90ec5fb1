import { buildRollups, buildWeeks, foldRollups } from '../conversations/rollups.ts';
import { inBatches } from '../database/in-batches.ts';
import { portalsToCount, portalsWithoutWeeks } from '../portals/portals.ts';
import type { JobContext } from './context.ts';

const DELTAS = 5_000;
/** A run ends after this time and goes on soon, so that nothing else waits for it. */
const BUDGET_MS = 10_000;
const GO_ON_SECONDS = 2;

/** Once a minute: adds what was counted since to the sums of days and weeks, and counts what an older release stored. */
export async function rollups({ sql, queue, now }: Pick<JobContext, 'sql' | 'queue' | 'now'>): Promise<void> {
  const until = performance.now() + BUDGET_MS;
  let isDone = await inBatches((limit) => foldRollups(sql, limit), { rows: DELTAS, until });
  for (const portalId of await portalsToCount(sql)) {
    isDone = (await buildRollups(sql, portalId, { until, now: now() })) && isDone;
  }
  for (const portalId of await portalsWithoutWeeks(sql, now())) {
    if (performance.now() < until) await buildWeeks(sql, portalId, now());
    else isDone = false;
  }
  if (!isDone) await queue.transact(async ({ enqueue }) => enqueue('rollups', {}, { startAfter: GO_ON_SECONDS }));
}
