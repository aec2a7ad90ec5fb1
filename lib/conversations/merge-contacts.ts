import type { Queryable } from '../database/types.ts';
import { addEffects, type NewEffect } from '../outbox/add-effects.ts';
import type { Tx } from '../queue.ts';

/**
 * A merge gave a contact another id in HubSpot ("Updated merge functionality for contacts and companies": both old
 * records are archived into a new one). Our row takes the new id; where a row of that id is there already, everything of
 * the old one moves to it. Then our properties are written anew, since HubSpot kept those of one side only. Run in a
 * transaction.
 */
export async function followMerge(
  tx: Tx,
  portalId: number,
  { from, to }: { from: string; to: string },
  now: Date,
): Promise<void> {
  if (from === to) return;
  const rows = await tx.sql<{ id: string; hubspot_id: string }[]>`
    select id, hubspot_id from contacts where portal_id = ${portalId} and hubspot_id in (${from}, ${to}) order by hubspot_id for update`;
  const merged = rows.find((row) => row.hubspot_id === from);
  if (!merged) return;
  const surviving = rows.find((row) => row.hubspot_id === to);
  if (surviving) await moveEverything(tx.sql, merged.id, surviving.id);
  else
    await tx.sql`update contacts set hubspot_id = ${to}, deleted_at = null, written_received_at = null, records_read_at = null where id = ${merged.id}`;
  await rewriteProperties(tx, portalId, surviving?.id ?? merged.id, `${from}:${to}`, now);
}

async function moveEverything(sql: Queryable, from: string, to: string): Promise<void> {
  const tables = [
    'conversations',
    'messages',
    'effects',
    'quarantine',
    'audit',
    'workflow_waits',
    'dismissed_suggestions',
  ];
  for (const table of tables) {
    await sql`update ${sql(table)} set contact_id = ${to} where contact_id = ${from}`;
  }
  // One without an answered message may stand on both sides: the surviving contact's is kept.
  await sql`
    update drafts d set contact_id = ${to} where contact_id = ${from} and not exists (
      select 1 from drafts o where o.contact_id = ${to} and o.user_id = d.user_id and o.message_id is not distinct from d.message_id)`;
  await sql`
    update contacts c set
      name = coalesce(nullif(c.name, ''), old.name),
      addresses = array(select distinct unnest(c.addresses || old.addresses)),
      dead_addresses = array(select distinct unnest(c.dead_addresses || old.dead_addresses)),
      reply_count = c.reply_count + old.reply_count,
      last_received_at = greatest(c.last_received_at, old.last_received_at),
      outreach_status = case when old.status_changed_at > coalesce(c.status_changed_at, 'epoch')
                             then old.outreach_status else c.outreach_status end,
      status_changed_at = greatest(c.status_changed_at, old.status_changed_at),
      written_received_at = null, records_read_at = null, deleted_at = null
    from contacts old where c.id = ${to} and old.id = ${from}`;
  await sql`delete from contacts where id = ${from}`;
}

/** The newest analyzed reply of a person, and the values that do not hang on a reply. */
async function rewriteProperties(tx: Tx, portalId: number, contactId: string, merge: string, now: Date): Promise<void> {
  const [reply] = await tx.sql<{ message_id: string; analysis_id: string; conversation_id: string }[]>`
    select m.id as message_id, a.id as analysis_id, m.conversation_id from messages m
    join effects e on e.message_id = m.id and e.kind = 'properties' and e.state <> 'held'
    join analyses a on a.message_id = m.id
    where m.contact_id = ${contactId} and m.direction = 'incoming'
    order by m.received_at desc, a.version desc limit 1`;
  const [token] = await tx.sql<{ id: string }[]>`
    select reply_token_id as id from effects where contact_id = ${contactId} and kind = 'address_property' order by seq desc limit 1`;
  const about = { portalId, contactId };
  const effects: NewEffect[] = [{ ...about, kind: 'status_property', key: `status:merge:${merge}` }];
  effects.push({ ...about, kind: 'waiting_property', key: `waiting:merge:${merge}` });
  if (token?.id)
    effects.push({ ...about, kind: 'address_property', key: `address:merge:${merge}`, replyTokenId: token.id });
  if (reply) {
    const { message_id: messageId, analysis_id: analysisId, conversation_id: conversationId } = reply;
    effects.push({
      ...about,
      kind: 'properties',
      key: `properties:merge:${merge}`,
      messageId,
      analysisId,
      conversationId,
    });
  }
  await addEffects(tx, effects, now);
}
