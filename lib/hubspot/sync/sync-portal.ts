import { errorFacts } from '../../error-facts.ts';
import { claimEffects, HUBSPOT_EFFECTS } from '../../outbox/effects.ts';
import { LEASE_MS } from '../../outbox/hold.ts';
import { cancelEffectsOfErased } from '../../outbox/hold-and-cancel.ts';
import { observeEffects } from '../../outbox/observe-effects.ts';
import { readPortal } from '../../portals/portals.ts';
import { ensureProperties } from '../properties.ts';
import { blockedByOlder, giveBack, nextDue, OLDER_FIRST } from './claim.ts';
import type { SyncDependencies } from './dependencies.ts';
import { failureOf } from './retry.ts';
import { writeApart } from './write-apart.ts';

export type PortalSynced = {
  done: number;
  failed: number;
  waiting: number;
  /** When something is due again; null: nothing waits, or the portal is not connected or paused. */
  dueAt: Date | null;
};

/** Six kinds of write of a hundred contacts and more: most batches are full. */
const CLAIM_SIZE = 2000;
const CHECK_AGAIN_MS = 15_000;

/**
 * Writes everything that waits for one portal into HubSpot, in batches, until nothing is due or HubSpot has to be left
 * alone for a while. One sync of a portal at a time is the rule; two would be safe, since each claims its own.
 */
export async function syncPortal(dependencies: SyncDependencies): Promise<PortalSynced> {
  const { sql, client, now, log, observe, claimSize = CLAIM_SIZE } = dependencies;
  const { portalId } = client;
  const total = { done: 0, failed: 0 };
  let notBefore: Date | null = null;
  for (;;) {
    const portal = await readPortal(sql, portalId);
    if (portal.state !== 'connected' || portal.pausedAt)
      return { ...total, waiting: (await nextDue(sql, portalId)).waiting, dueAt: null };
    if (portal.stoppedUntil && portal.stoppedUntil > now()) break;
    notBefore = portal.propertiesCheckedAt ? null : await checkProperties(dependencies);
    if (notBefore) break;

    const limits = { portalId, kinds: HUBSPOT_EFFECTS, limit: claimSize, now: now(), leaseMs: LEASE_MS };
    const [begun, clock] = [now(), performance.now()];
    const claimed = await claimEffects(sql, limits);
    if (claimed.length === 0) break;
    const ids = claimed.map(({ id }) => id);
    const erased = await cancelEffectsOfErased(sql, { portalId, ids }, now());
    const blocked = await blockedByOlder(sql, portalId, claimed);
    const free = claimed.filter(({ id }) => !erased.has(id) && !blocked.has(id));
    for (const [until, effects] of Map.groupBy(
      claimed.filter(({ id }) => blocked.has(id)),
      ({ id }) => blocked.get(id)!,
    )) {
      await giveBack(sql, effects, until, OLDER_FIRST);
    }
    const { done, failed, stopped } = await writeApart(free, dependencies);
    await observeEffects(sql, observe, { ids, step: 'written', begun, ms: performance.now() - clock });
    total.done += done;
    total.failed += failed;
    log.info({ portalId, claimed: claimed.length, done, failed, stopped }, 'wrote to HubSpot');
    if (stopped) break;
    // What came meanwhile has a wake-up of its own, a moment from now and together with more.
    if (claimed.length < claimSize) break;
  }
  const { waiting, at } = await nextDue(sql, portalId);
  const { stoppedUntil } = await readPortal(sql, portalId);
  const times = [at, stoppedUntil, notBefore].map((time) => time?.getTime() ?? 0);
  return { ...total, waiting, dueAt: at && new Date(Math.max(...times)) };
}

/** Until when to leave HubSpot alone where it could not be asked; null: go on. */
async function checkProperties({ sql, client, now, log }: SyncDependencies): Promise<Date | null> {
  try {
    await ensureProperties(sql, client, now());
    return null;
  } catch (error) {
    const failure = failureOf(error, now());
    log.warn({ portalId: client.portalId, err: errorFacts(error) }, 'the properties could not be checked');
    if (failure.scope === 'portal') return failure.until;
    // Refused, e.g. for a missing scope: what needs no property goes on, and each write says what it lacks.
    return failure.scope === 'refused' ? null : new Date(now().getTime() + CHECK_AGAIN_MS);
  }
}
