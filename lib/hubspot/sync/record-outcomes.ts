import { recordWrittenReplies } from '../../conversations/contacts.ts';
import { followMerge } from '../../conversations/merge-contacts.ts';
import type { Sql } from '../../database/types.ts';
import { addEffects } from '../../outbox/add-effects.ts';
import { failEffect, settleEffects } from '../../outbox/effects.ts';
import type { HubSpotError } from '../errors.ts';
import type { ItemOutcome } from './crm-batches.ts';
import type { SyncDependencies } from './dependencies.ts';
import type { Decision } from './item.ts';
import { recordEffects } from './record-properties.ts';

export type Tally = { done: number; failed: number };

/**
 * Makes the outcomes of one batch durable in one transaction: results, the time of the newest reply whose properties
 * HubSpot holds, and merges that the answer told of.
 */
export async function recordOutcomes(
  { transact, client, now }: Pick<SyncDependencies, 'transact' | 'client' | 'now'>,
  outcomes: ItemOutcome[],
): Promise<Tally> {
  const done = outcomes.flatMap((outcome) => (outcome.done || isGone(outcome) ? [outcome] : []));
  const refused = outcomes.flatMap((outcome) => (outcome.done || isGone(outcome) ? [] : [outcome]));
  const results = done.flatMap((outcome) =>
    outcome.item.effects.map(({ id }) => ({ id, resultId: outcome.done ? outcome.result : null })),
  );
  const replies = done.flatMap(({ item }) =>
    item.effects.flatMap(({ kind, messageId }) => (kind === 'properties' && messageId ? [messageId] : [])),
  );
  await transact(async (tx) => {
    await settleEffects(tx.sql, results, now());
    await recordWrittenReplies(tx.sql, replies);
    for (const outcome of done) {
      if (!outcome.done || !outcome.movedTo) continue;
      const merge = { from: outcome.item.contact.hubspotId, to: outcome.movedTo };
      await followMerge(tx, client.portalId, merge, now());
    }
    await addEffects(tx, await recordEffects(tx.sql, client.portalId, done), now());
    for (const { item, error } of refused) {
      for (const effect of item.effects) await failEffect(tx.sql, effect, needsAttention(error), now());
    }
  });
  const count = (all: { item: { effects: unknown[] } }[]) =>
    all.reduce((sum, { item }) => sum + item.effects.length, 0);
  return { done: count(done), failed: count(refused) };
}

export async function recordDecisions(sql: Sql, decisions: Decision[], now: Date): Promise<Tally> {
  const done = decisions.filter((decision) => decision.state === 'done');
  await settleEffects(
    sql,
    done.map(({ effect, result = null }) => ({ id: effect.id, resultId: result })),
    now,
  );
  let failed = 0;
  for (const decision of decisions) {
    if (decision.state === 'done') continue;
    await failEffect(sql, decision.effect, decision, now);
    if (decision.state !== 'cancelled') failed += 1;
  }
  return { done: done.length, failed };
}

function needsAttention(error: HubSpotError) {
  return { state: 'needs_attention', reason: error.reason, nextStep: error.nextStep } as const;
}

const MAY_BE_GONE: ReadonlySet<string> = new Set(['tasks', 'companies', 'deals']);

/** A task that somebody deleted needs no completion, a company that is gone no sum, and a workflow that has gone on by itself waits for nothing. */
function isGone(outcome: ItemOutcome): boolean {
  const { write } = outcome.item;
  const mayBeGone = write.to === 'callback' || (write.to === 'update' && MAY_BE_GONE.has(write.object));
  return !outcome.done && outcome.error.status === 404 && mayBeGone;
}
