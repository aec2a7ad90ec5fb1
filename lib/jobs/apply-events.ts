import { isPassingError } from '../database/passing-error.ts';
import { errorFacts } from '../error-facts.ts';
import { applyEvent } from '../hubspot/apply-event.ts';
import { keepEvents } from '../hubspot/keep-events.ts';
import { FAILURES_OF_OURS, reasonOf } from '../hubspot/sync/retry.ts';
import { hubSpotEvent } from '../hubspot/webhook-event.ts';
import { type ClaimedEffect, claimEffects, failEffect, settleEffects } from '../outbox/effects.ts';
import { holding, LEASE_MS } from '../outbox/hold.ts';
import { wake } from '../outbox/wake.ts';
import type { JobContext } from './context.ts';

const CLAIM_SIZE = 3;
/** HubSpot's daily limit lasts a day, and an account that was cut off has a long weekend to be connected again. */
const PATIENCE_MS = 4 * 86_400_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** Does what HubSpot told us of one portal and that is due, in the order in which it came; one that fails keeps no other back. */
export async function applyEvents(context: JobContext, { portalId }: { portalId: number }): Promise<void> {
  const { sql, now } = context;
  for (;;) {
    const limits = { portalId, kinds: ['hubspot_event'] as const, limit: CLAIM_SIZE, now: now(), leaseMs: LEASE_MS };
    const claimed = await claimEffects(sql, limits);
    if (claimed.length === 0) return;
    const left = new Set(claimed);
    await holding(
      context,
      () => [...left],
      async () => {
        for (const effect of claimed) {
          await applyOne(context, effect);
          left.delete(effect);
        }
      },
    );
  }
}

async function applyOne(context: JobContext, effect: ClaimedEffect): Promise<void> {
  const { sql, queue, keyring, now, hubSpotAppId: appId } = context;
  try {
    const client = context.portalClient(effect.portalId);
    const event = hubSpotEvent.parse(effect.details);
    await applyEvent({ sql, transact: queue.transact, client, appId, keyring, now }, event);
    await settleEffects(sql, [{ id: effect.id, resultId: null }], now());
  } catch (error) {
    if (isPassingError(error)) throw error;
    await tryLater(context, effect, error);
  }
}

async function tryLater({ queue, now, log }: JobContext, effect: ClaimedEffect, error: unknown): Promise<void> {
  const { id: effectId, portalId, attempts } = effect;
  const at = now();
  log.warn({ portalId, effectId, attempts, err: errorFacts(error) }, 'what HubSpot told could not be applied yet');
  const theirs = reasonOf(error, at);
  const reason = theirs ?? { code: 'event_not_applied' as const, details: { error: errorFacts(error).name } };
  const isOver = theirs ? at.getTime() - effect.createdAt.getTime() > PATIENCE_MS : attempts >= FAILURES_OF_OURS;
  const runAfter = new Date(at.getTime() + Math.min(2 ** Math.min(attempts, 20) * 1000, LONGEST_PAUSE_MS));
  await queue.transact(async (tx) => {
    if (isOver) return failEffect(tx.sql, effect, { state: 'needs_attention', reason, nextStep: 'retry' }, at);
    await failEffect(tx.sql, effect, { state: 'pending', reason, runAfter }, at);
    wake(tx, [{ ...effect, runAfter }], at);
  });
}

/** A job of the release before, which carried the events themselves. */
export async function keepQueuedEvents(
  { queue, now, hubSpotAppId }: JobContext,
  { events }: { events: Record<string, unknown>[] },
): Promise<void> {
  const parsed = events.map((event) => hubSpotEvent.parse(event));
  await queue.transact((tx) => keepEvents(tx, parsed, hubSpotAppId, now()));
}
