import { v7 as uuid } from 'uuid';
import type { Queryable } from '../database/types.ts';
import { addEffects, type NewEffect } from '../outbox/add-effects.ts';
import { type Effect, type EffectRow, toEffect } from '../outbox/effects.ts';
import { recordAudit } from '../portals/audit.ts';
import type { Author } from '../portals/author.ts';
import type { Portal } from '../portals/portals.ts';
import { startOfWork } from '../portals/working-hours.ts';
import type { Tx } from '../queue.ts';
import type { Message } from './messages.ts';
import type { Suggestion } from './suggestions.ts';

type OfContact = { portalId: number; contactId: string };

/** What became of a contact's suggestions: the steps that carry them out, by the suggestion's key, and those that nobody wants. */
export type Decided = { steps: Map<string, Effect[]>; dismissed: Set<string> };

export async function decidedSuggestions(sql: Queryable, { portalId, contactId }: OfContact): Promise<Decided> {
  const rows = await sql<EffectRow[]>`
    select * from effects
    where portal_id = ${portalId} and contact_id = ${contactId} and details ? 'suggestion' order by seq`;
  const dismissed = await sql<{ key: string }[]>`
    select key from dismissed_suggestions where portal_id = ${portalId} and contact_id = ${contactId}`;
  return {
    steps: Map.groupBy(rows.map(toEffect), ({ details }) => String(details.suggestion)),
    dismissed: new Set(dismissed.map(({ key }) => key)),
  };
}

type Taken = { portal: Portal; message: Message; suggestion: Suggestion; by: Author; ownerId: string | null };

/**
 * Somebody takes a suggestion up: HubSpot gets the contact, or a task on that day, once however often and by however many
 * it is asked for.
 */
export async function takeSuggestion(
  tx: Tx,
  { portal, message, suggestion, by, ownerId }: Taken,
  now: Date,
): Promise<void> {
  const { kind, key } = suggestion;
  const details = { suggestion: key, as: kind };
  const place = { message, key: `suggestion:${key}` };
  if (suggestion.kind === 'return' || suggestion.kind === 'later') {
    const dueAt = startOfWork(suggestion.day, portal);
    await addOnce(tx, place, { kind: 'task', details: { ...details, type: 'suggested', ownerId, dueAt } }, now);
  } else if (await addOnce(tx, place, { kind: 'contact_creation', details }, now)) {
    await audit(tx, { message, by, how: 'created' }, now);
  }
}

/** The person whom a reply names is a contact already: it is associated with this one, and with its company. */
export async function linkSuggested(
  tx: Tx,
  {
    message,
    suggestion: { key, kind },
    by,
    hubspotId,
  }: Pick<Taken, 'message' | 'suggestion' | 'by'> & { hubspotId: string },
  now: Date,
): Promise<void> {
  const details = { suggestion: key, as: kind, hubspotId };
  const added = await addOnce(tx, { message, key: `suggestion-link:${key}` }, { kind: 'contact_link', details }, now);
  if (added) await audit(tx, { message, by, how: 'linked' }, now);
}

export async function dismissSuggestion(
  sql: Queryable,
  { message: { id, portalId, contactId }, key, by }: { message: Message; key: string; by: Author },
  now: Date,
): Promise<void> {
  await sql`
    insert into dismissed_suggestions (id, portal_id, contact_id, message_id, key, dismissed_by, dismissed_at)
    values (${uuid()}, ${portalId}, ${contactId}, ${id}, ${key}, ${sql.json(by)}, ${now})`;
}

async function addOnce(
  tx: Tx,
  { message, key }: { message: Message; key: string },
  effect: Pick<NewEffect, 'kind' | 'details'>,
  now: Date,
): Promise<boolean> {
  const { id: messageId, portalId, contactId, conversationId } = message;
  const about = { portalId, contactId, conversationId, messageId, key: `${key}:${contactId}` };
  return (await addEffects(tx, [{ ...about, ...effect }], now)).size > 0;
}

async function audit(
  tx: Tx,
  { message: { portalId, contactId }, by, how }: { message: Message; by: Author; how: 'created' | 'linked' },
  now: Date,
): Promise<void> {
  await recordAudit(tx.sql, { portalId, by, action: 'person_added', details: { how }, contactId }, now);
}
