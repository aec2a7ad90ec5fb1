import { isPassingError } from '../../database/passing-error.ts';
import { errorFacts } from '../../error-facts.ts';
import type { ClaimedEffect } from '../../outbox/effects.ts';
import { readPortal } from '../../portals/portals.ts';
import { stillClaimed, tryAgain } from './claim.ts';
import { loadContext } from './claimed-rows.ts';
import type { SyncDependencies } from './dependencies.ts';
import { FAILURES_OF_OURS, pauseMs } from './retry.ts';
import { writeClaim } from './write-claim.ts';

type Written = Awaited<ReturnType<typeof writeClaim>>;

const NOTHING: Written = { done: 0, failed: 0, stopped: false };

/**
 * Writes a claim. Where that ends by a fault of ours, it goes on in halves until the effect that it comes from is alone:
 * that one is tried again and then shown to a person, and keeps none of the portal's others back.
 */
export async function writeApart(effects: ClaimedEffect[], dependencies: SyncDependencies): Promise<Written> {
  const { sql, client, now, log } = dependencies;
  const { portalId } = client;
  try {
    const context = await loadContext(dependencies, await readPortal(sql, portalId), effects);
    return await writeClaim(effects, context, dependencies);
  } catch (error) {
    if (isPassingError(error)) throw error;
    const claimed = await stillClaimed(
      sql,
      effects.map(({ id }) => id),
    );
    // How far it came nobody knows, so what is left is looked up before it is written.
    const left = effects.filter(({ id }) => claimed.has(id)).map((effect) => ({ ...effect, recovered: true }));
    const err = errorFacts(error);
    log.error({ portalId, effects: left.length, err }, 'a claim could not be written by a fault of ours');
    if (left.length > 1) {
      const middle = Math.ceil(left.length / 2);
      const first = await writeApart(left.slice(0, middle), dependencies);
      return first.stopped ? first : sum(first, await writeApart(left.slice(middle), dependencies));
    }
    const [effect] = left;
    if (!effect) return NOTHING;
    const retryAt = new Date(now().getTime() + pauseMs(effect.attempts));
    const reason = { code: 'not_prepared', details: { error: err.name } } as const;
    await tryAgain(sql, left, { retryAt, now: now(), reason, uncertain: true, maxAttempts: FAILURES_OF_OURS });
    return { ...NOTHING, failed: effect.attempts >= FAILURES_OF_OURS ? 1 : 0 };
  }
}

const sum = (one: Written, other: Written): Written => ({
  done: one.done + other.done,
  failed: one.failed + other.failed,
  stopped: other.stopped,
});
