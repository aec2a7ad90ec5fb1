import { v7 as uuid } from 'uuid';
import type { Queryable } from '../database/types.ts';
import type { Tx } from '../queue.ts';
import { type Effect, type EffectKind, type EffectRow, HUBSPOT_EFFECTS, toEffect } from './effects.ts';
import type { NextStep } from './next-steps.ts';
import type { Reason } from './reasons.ts';
import { wake } from './wake.ts';

export type NewEffect = {
  portalId: number;
  kind: EffectKind;
  /** Unique in the portal: the same cause asks for the same effect only once. */
  key: string;
  contactId?: string | null;
  conversationId?: string | null;
  messageId?: string | null;
  analysisId?: string | null;
  replyTokenId?: string | null;
  details?: Record<string, unknown>;
  runAfter?: Date;
} & (
  | { state?: 'pending' | 'held' }
  /** Known from the start to come to nothing: it stands there so that a person sees why. */
  | { state: 'needs_attention' | 'cancelled'; reason: Reason; nextStep?: NextStep }
);

/**
 * Adds effects, in order, and wakes what carries them out, in the same transaction: whoever asks for an effect has nothing
 * else to remember. One whose key is there already is left as it is. Returns the ids of the new ones by key.
 */
export async function addEffects(
  tx: Tx,
  effects: NewEffect[],
  now: Date,
  waking: Parameters<typeof wake>[3] = {},
): Promise<Map<string, string>> {
  if (effects.length === 0) return new Map();
  const rows = effects.map((effect) => ({
    id: uuid(),
    portal_id: effect.portalId,
    contact_id: effect.contactId ?? null,
    conversation_id: effect.conversationId ?? null,
    message_id: effect.messageId ?? null,
    analysis_id: effect.analysisId ?? null,
    reply_token_id: effect.replyTokenId ?? null,
    kind: effect.kind,
    key: effect.key,
    state: effect.state ?? 'pending',
    reason: 'reason' in effect ? effect.reason.code : null,
    reason_details: tx.sql.json(('reason' in effect ? effect.reason.details : {}) as never),
    next_step: 'nextStep' in effect ? (effect.nextStep ?? null) : null,
    details: tx.sql.json((effect.details ?? {}) as never),
    run_after: effect.runAfter ?? now,
    created_at: now,
    settled_at: 'reason' in effect ? now : null,
  }));
  const added = await tx.sql<EffectRow[]>`
    insert into effects ${tx.sql(rows as never)} on conflict (portal_id, key) do nothing returning *`;
  wake(tx, added.map(toEffect), now, waking);
  return new Map(added.map(({ key, id }) => [key, id]));
}

export async function hasEffect(sql: Queryable, portalId: number, key: string): Promise<boolean> {
  return (await sql`select 1 from effects where portal_id = ${portalId} and key = ${key}`).length > 0;
}

/** What an untrusted sender had caused may go out. */
export async function releaseHeld(tx: Tx, messageId: string, now: Date): Promise<void> {
  const released = await tx.sql<EffectRow[]>`
    update effects set state = 'pending', run_after = ${now}, settled_at = null
    where message_id = ${messageId} and state = 'held' returning *`;
  wake(tx, released.map(toEffect), now);
}

/** A person says that one held effect may go out; null where it is not held any more. */
export async function releaseOne(tx: Tx, id: string, now: Date): Promise<Effect | null> {
  const [row] = await tx.sql<EffectRow[]>`
    update effects set state = 'pending', run_after = ${now}, settled_at = null
    where id = ${id} and state = 'held' returning *`;
  if (!row) return null;
  const effect = toEffect(row);
  wake(tx, [effect], now);
  return effect;
}

/**
 * A person wants a step tried again; a write to HubSpot whose outcome is unknown is looked up first, as after a crash.
 * Returns the effect, or null where nothing of this portal waits for a person.
 */
export async function retryAndWake(
  tx: Tx,
  { portalId, id }: { portalId: number; id: string },
  now: Date,
): Promise<Effect | null> {
  const { sql } = tx;
  const toLookUp = sql`state = 'unknown' and kind in ${sql(HUBSPOT_EFFECTS as unknown as string[])}`;
  const [row] = await sql<EffectRow[]>`
    update effects
    set state = case when ${toLookUp} then 'sending' else 'pending' end,
        lease_until = case when ${toLookUp} then ${new Date(now.getTime() - 1)}::timestamptz end,
        run_after = ${now}, reason = null, reason_details = '{}', next_step = null, settled_at = null
    where id = ${id} and portal_id = ${portalId} and (state in ('needs_attention', 'unknown') or (state = 'held' and kind = 'tracked_send'))
    returning *`;
  if (!row) return null;
  const effect = toEffect(row);
  wake(tx, [effect], now);
  return effect;
}
