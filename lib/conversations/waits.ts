import type { PendingQuery, Row } from 'postgres';
import type { Analysis } from '../analysis/index.ts';
import type { Queryable } from '../database/types.ts';
import type { Author } from '../portals/author.ts';
import { readSettings } from '../portals/settings.ts';
import { currentAnalysis } from './current-analysis.ts';
import { dueTime } from './due.ts';
import { recount } from './rollups.ts';

/** Why a reply that counted needs no answer any more. */
export type SettledBy = 'answered' | 'done' | 'nothing_asked';

/** A condition on the row `m`: a reply of the customer that nobody has answered, and that asks for an answer. */
export const waits = (sql: Queryable) => sql`m.counted_at is not null and m.settled_at is null`;

export async function isWaiting(sql: Queryable, id: string): Promise<boolean> {
  return (await sql`select 1 from messages m where m.id = ${id} and ${waits(sql)}`).length > 0;
}

/**
 * Everything of a conversation that happened until then needs no answer any more. Returns how many had waited. Of what was
 * answered it is kept when, by when it should have been, and by which message (`answer`, null where a person says that none
 * is needed).
 */
export async function settleUntil(
  sql: Queryable,
  { conversationId, until, answer }: { conversationId: string; until: Date; answer: string | null },
  now: Date,
): Promise<number> {
  const waiting = await dueOf(
    sql,
    sql`m.conversation_id = ${conversationId} and least(m.occurred_at, m.received_at) <= ${until}`,
  );
  return settle(sql, waiting, { by: answer ? 'answered' : 'done', at: until, answer }, now);
}

/** One reply asks for nothing, or was answered before it was written down. Returns false where it did not wait. */
export async function settleMessage(
  sql: Queryable,
  { id, by, at }: { id: string; at: Date; by: 'answered' | 'nothing_asked' },
  now: Date,
): Promise<boolean> {
  return (await settle(sql, await dueOf(sql, sql`m.id = ${id}`), { by, at, answer: null }, now)) > 0;
}

type Due = { id: string; conversationId: string; dueAt: Date | null };

/** The replies that wait among those that fulfil the condition, each with when it has to be answered. */
async function dueOf(sql: Queryable, condition: PendingQuery<Row[]>): Promise<Due[]> {
  type Waiting = {
    id: string;
    conversationId: string;
    asked: Date;
    type: Analysis['response_type'];
    timeZone: string;
    settings: unknown;
  };
  const rows = await sql<Waiting[]>`
    select m.id, m.conversation_id as "conversationId", least(m.occurred_at, m.received_at) as asked,
           a.fields->>'response_type' as type, p.time_zone as "timeZone", p.settings
    from messages m join portals p on p.portal_id = m.portal_id left join lateral (${currentAnalysis(sql)}) a on true
    where ${waits(sql)} and ${condition}`;
  return rows.map(({ id, conversationId, asked, type, timeZone, settings }) => ({
    id,
    conversationId,
    dueAt: dueTime(type, asked, { timeZone, settings: readSettings(settings) }),
  }));
}

async function settle(
  sql: Queryable,
  waiting: Due[],
  { by, at, answer }: { by: SettledBy; at: Date; answer: string | null },
  now: Date,
): Promise<number> {
  if (waiting.length === 0) return 0;
  const [ids, dues] = [waiting.map(({ id }) => id), waiting.map(({ dueAt }) => dueAt?.toISOString() ?? null)];
  const rows = await sql<{ conversationId: string }[]>`
    update messages m set settled_at = ${now}, settled_by = ${by},
      answered_at = ${by === 'answered' ? at : null}::timestamptz, answered_by = ${answer}::uuid, due_at = due.at
    from unnest(${ids}::uuid[], ${dues}::timestamptz[]) as due (id, at)
    where m.id = due.id and ${waits(sql)} returning m.conversation_id as "conversationId"`;
  if (by === 'answered') await recountOf(sql, rows);
  return rows.length;
}

const recountOf = (sql: Queryable, rows: { conversationId: string }[]): Promise<void> =>
  recount(
    sql,
    rows.map(({ conversationId }) => conversationId),
  );

/** A later analysis sees that the reply does ask for something. What a person or an answer settled stays so. */
export async function askAgain(sql: Queryable, id: string): Promise<boolean> {
  const rows = await sql`
    update messages set settled_at = null, settled_by = null
    where id = ${id} and settled_by = 'nothing_asked' returning id`;
  return rows.length > 0;
}

/** The answer to it did not reach the customer. Returns false where no answer had settled it. */
export async function reopenAnswered(sql: Queryable, id: string): Promise<boolean> {
  const rows = await sql<{ conversationId: string }[]>`
    update messages set settled_at = null, settled_by = null, answered_at = null, answered_by = null, due_at = null
    where id = ${id} and settled_by = 'answered' returning conversation_id as "conversationId"`;
  await recountOf(sql, rows);
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

/** When our side first wrote or called after that moment, or null: what a customer said before it is answered. */
export async function answeredAfter(sql: Queryable, conversationId: string, at: Date): Promise<Date | null> {
  const [row] = await sql<{ at: Date }[]>`
    select occurred_at as at from messages m
    where conversation_id = ${conversationId} and occurred_at > ${at} and direction = 'outgoing'
      and (kind in ('answer', 'logged') or (kind = 'sent' and message_id is not null)) and not exists (
        select 1 from effects e where e.message_id = m.id and e.kind = 'answer_send'
          and e.state in ('held', 'cancelled', 'needs_attention') and e.reason is distinct from 'already_addressed')
    order by occurred_at limit 1`;
  return row?.at ?? null;
}

/** A person knows that this sender is nobody whom the contact's record is about. False where that was said before. */
export async function ignoreMessage(sql: Queryable, id: string, by: Author, now: Date): Promise<boolean> {
  const rows = await sql`
    update messages set ignored_at = ${now}, ignored_by = ${sql.json(by)}
    where id = ${id} and ignored_at is null and accepted_at is null returning id`;
  return rows.length > 0;
}
