import type { Queryable } from '../database/types.ts';
import type { Tx } from '../queue.ts';
import { type Effect, type EffectRow, HUBSPOT_EFFECTS, mayBecome, toEffect } from './effects.ts';
import { reason } from './reasons.ts';
import { wake } from './wake.ts';

/** What happens to the effects of a contact that is in HubSpot's recycle bin. */
export const CONTACT_DELETED = {
  state: 'held',
  reason: reason('contact_deleted'),
  nextStep: 'restore_contact',
} as const;

/** Holds what waits for a contact that was deleted in HubSpot, until it is restored. A forward to the rep goes out. */
export async function holdEffectsOfDeleted(sql: Queryable, contactId: string, now: Date): Promise<void> {
  const { state, reason: why, nextStep } = CONTACT_DELETED;
  await sql`
    update effects set state = ${state}, reason = ${why.code}, reason_details = '{}', next_step = ${nextStep}, settled_at = ${now}
    where contact_id = ${contactId} and state = 'pending' and kind in ${sql([...HUBSPOT_EFFECTS, 'tracked_send'])}`;
}

/** The contact is back: what its deletion held may go out, and nothing else that is held. */
export async function releaseEffectsOfRestored(tx: Tx, contactId: string, now: Date): Promise<void> {
  const released = await tx.sql<EffectRow[]>`
    update effects set state = 'pending', reason = null, next_step = null, settled_at = null
    where contact_id = ${contactId} and state = 'held' and reason = ${CONTACT_DELETED.reason.code} returning *`;
  wake(tx, released.map(toEffect), now);
}

/** Cancels those whose contact was erased, so that nothing of them is written any more; returns their ids. */
export async function cancelEffectsOfErased(
  sql: Queryable,
  { portalId, ids }: { portalId: number; ids: string[] },
  now: Date,
): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`
    update effects e set state = 'cancelled', reason = 'contact_erased', reason_details = '{}', lease_until = null, settled_at = ${now}
    from contacts c join tombstones t on t.portal_id = c.portal_id and t.hubspot_id = c.hubspot_id
    where e.contact_id = c.id and e.portal_id = ${portalId} and e.id = any(${ids}::uuid[])
      and e.state in ${sql(mayBecome('cancelled'))}
    returning e.id`;
  return new Set(rows.map((row) => row.id));
}

/** What an unproven sender's reply would have caused: somebody says that it is nobody's. */
export async function cancelHeld(sql: Queryable, messageId: string, now: Date): Promise<void> {
  await sql`
    update effects set state = 'cancelled', reason = 'sender_ignored', reason_details = '{}', settled_at = ${now}
    where message_id = ${messageId} and state = 'held'`;
}

/** What a message has still to cause goes with it to another contact. */
export async function moveEffects(
  sql: Queryable,
  messageId: string,
  { contactId, conversationId }: { contactId: string; conversationId: string },
): Promise<void> {
  await sql`
    update effects set contact_id = ${contactId}, conversation_id = ${conversationId}
    where message_id = ${messageId} and state = 'held'`;
}

/** A rep takes back what was to leave later; null where it has left, or is about to. */
export async function cancelScheduled(sql: Queryable, messageId: string, now: Date): Promise<Effect | null> {
  const [row] = await sql<EffectRow[]>`
    update effects set state = 'cancelled', reason = 'taken_back', reason_details = '{}', settled_at = ${now}
    where message_id = ${messageId} and kind = 'answer_send' and state = 'pending' and attempts = 0 and run_after > ${now}
    returning *`;
  return row ? toEffect(row) : null;
}
