import type { Queryable } from '../database/types.ts';
import type { Author } from '../portals/author.ts';

/** Why a reply that counted needs no answer any more. */
export type SettledBy = 'answered' | 'done' | 'nothing_asked';

/** A condition on the row `m`: a reply of the customer that nobody has answered, and that asks for an answer. */
export const waits = (sql: Queryable) => sql`m.counted_at is not null and m.settled_at is null`;

export async function isWaiting(sql: Queryable, id: string): Promise<boolean> {
  return (await sql`select 1 from messages m where m.id = ${id} and ${waits(sql)}`).length > 0;
}

/** Everything of a conversation that happened until then needs no answer any more. Returns how many had waited. */
export async function settleUntil(
  sql: Queryable,
  { conversationId, until, by }: { conversationId: string; until: Date; by: 'answered' | 'done' },
  now: Date,
): Promise<number> {
  const rows = await sql`
    update messages m set settled_at = ${now}, settled_by = ${by}
    where m.conversation_id = ${conversationId} and ${waits(sql)} and least(m.occurred_at, m.received_at) <= ${until} returning id`;
  return rows.length;
}

/** One reply asks for nothing, or was answered before it was written down. Returns false where it did not wait. */
export async function settleMessage(
  sql: Queryable,
  { id, by }: { id: string; by: 'answered' | 'nothing_asked' },
  now: Date,
): Promise<boolean> {
  const rows = await sql`
    update messages m set settled_at = ${now}, settled_by = ${by} where m.id = ${id} and ${waits(sql)} returning id`;
  return rows.length > 0;
}

/** A later analysis sees that the reply does ask for something. What a person or an answer settled stays so. */
export async function askAgain(sql: Queryable, id: string): Promise<boolean> {
  const rows = await sql`
    update messages set settled_at = null, settled_by = null
    where id = ${id} and settled_by = 'nothing_asked' returning id`;
  return rows.length > 0;
}

/** The answer to it did not reach the customer. Returns false where no answer had settled it. */
export async function reopenAnswered(sql: Queryable, id: string): Promise<boolean> {
  const rows = await sql`
    update messages set settled_at = null, settled_by = null where id = ${id} and settled_by = 'answered' returning id`;
  return rows.length > 0;
}

/** What was marked done last, and not before `since`, waits again. Returns the conversations. */
export async function reopenDone(sql: Queryable, contactId: string, since: Date): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    update messages set settled_at = null, settled_by = null
    where contact_id = ${contactId} and settled_by = 'done' and settled_at >= ${since}
      and settled_at = (select max(settled_at) from messages where contact_id = ${contactId} and settled_by = 'done')
    returning conversation_id as id`;
  return [...new Set(rows.map(({ id }) => id))];
}

/** Whether our side wrote or called after that moment: what a customer said before it is answered. */
export async function answeredSince(sql: Queryable, conversationId: string, at: Date): Promise<boolean> {
  const rows = await sql`
    select 1 from messages m
    where conversation_id = ${conversationId} and occurred_at > ${at} and direction = 'outgoing'
      and (kind in ('answer', 'logged') or (kind = 'sent' and message_id is not null)) and not exists (
        select 1 from effects e where e.message_id = m.id and e.kind = 'answer_send'
          and e.state in ('held', 'cancelled', 'needs_attention') and e.reason is distinct from 'already_addressed')
    limit 1`;
  return rows.length > 0;
}

/** A person knows that this sender is nobody whom the contact's record is about. False where that was said before. */
export async function ignoreMessage(sql: Queryable, id: string, by: Author, now: Date): Promise<boolean> {
  const rows = await sql`
    update messages set ignored_at = ${now}, ignored_by = ${sql.json(by)}
    where id = ${id} and ignored_at is null and accepted_at is null returning id`;
  return rows.length > 0;
}
