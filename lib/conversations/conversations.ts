import type { PendingQuery, Row } from 'postgres';
import { v7 as uuid } from 'uuid';
import type { Analysis } from '../analysis/index.ts';
import type { Queryable } from '../database/types.ts';
import { currentAnalysis } from './current-analysis.ts';
import { type Rep, TOKEN_DAYS } from './reply-tokens.ts';
import { recount } from './rollups.ts';
import { settleUntil, waits } from './waits.ts';

export type ConversationState = 'open' | 'answered' | 'expired';

export type Conversation = {
  id: string;
  portalId: number;
  contactId: string;
  subject: string;
  state: ConversationState;
  /** The first human reply that asks for an answer and has none yet. */
  waitingSince: Date | null;
  snoozedUntil: Date | null;
  /** Who takes care of it in place of the contact's owner. */
  handedTo: Rep | null;
  lastMessageAt: Date;
};

/** A subject without its reply and forward prefixes, for telling whether two mails belong to one thread. */
export function subjectKey(subject: string): string {
  let rest = subject.normalize('NFC').trim().toLowerCase();
  // RFC 5322 3.6.5 knows only "Re: "; mail programs translate it (Antw, AW, SV, RES, ENC, RV, WG, …) and count it (Re[2]).
  for (
    let prefix = /^\p{L}{1,5}(\[\d+\])?\s*[:：]\s*/u.exec(rest);
    prefix;
    prefix = /^\p{L}{1,5}(\[\d+\])?\s*[:：]\s*/u.exec(rest)
  ) {
    rest = rest.slice(prefix[0].length);
  }
  return rest.replace(/\s+/g, ' ').slice(0, 200);
}

/**
 * The conversation that a send belongs to: the named one, else the contact's newest with the same subject, else a new one.
 * The contact's row is locked first, so that two sends at once cannot open two.
 */
export async function openConversation(
  sql: Queryable,
  {
    portalId,
    contactId,
    subject,
    conversationId,
  }: { portalId: number; contactId: string; subject: string; conversationId?: string | null },
  now: Date,
): Promise<Conversation> {
  await sql`select 1 from contacts where id = ${contactId} for no key update`;
  const key = subjectKey(subject);
  const expiresAt = new Date(now.getTime() + TOKEN_DAYS * 86_400_000);
  const [existing] = await sql<ConversationRow[]>`
    update conversations set state = 'open', last_message_at = ${now}, expires_at = ${expiresAt}
    where id = (
      select id from conversations
      where contact_id = ${contactId} and ${conversationId ? sql`id = ${conversationId}` : sql`subject_key = ${key} and not is_test`}
      order by last_message_at desc limit 1
    ) returning *`;
  if (existing) return toConversation(existing);
  const [created] = await sql<ConversationRow[]>`
    insert into conversations (id, portal_id, contact_id, subject, subject_key, last_message_at, expires_at, created_at)
    values (${uuid()}, ${portalId}, ${contactId}, ${subject}, ${key}, ${now}, ${expiresAt}, ${now}) returning *`;
  return toConversation(created!);
}

/** Where a test reply goes: nothing in it counts in a number, and no mail lands in it by itself. */
export async function openTestConversation(
  sql: Queryable,
  { portalId, contactId }: { portalId: number; contactId: string },
  now: Date,
): Promise<string> {
  const id = uuid();
  await sql`
    insert into conversations (id, portal_id, contact_id, subject, subject_key, is_test, last_message_at, created_at)
    values (${id}, ${portalId}, ${contactId}, '', '', true, ${now}, ${now})`;
  return id;
}

export async function getConversation(sql: Queryable, id: string): Promise<Conversation | null> {
  const [row] = await sql<ConversationRow[]>`select * from conversations where id = ${id}`;
  return row ? toConversation(row) : null;
}

export async function getConversations(sql: Queryable, ids: string[]): Promise<Conversation[]> {
  if (ids.length === 0) return [];
  return (await sql<ConversationRow[]>`select * from conversations where id = any(${ids}::uuid[])`).map(toConversation);
}

/**
 * Since when the conversation waits and how urgently, from its messages. A reply that came while it was snoozed ends the
 * snooze. `came`: when that reply happened.
 */
export async function refreshWaiting(sql: Queryable, conversationId: string, came: Date | null = null): Promise<void> {
  await sql`
    update conversations c
    set waiting_since = w.since, urgency = w.urgency,
        state = case when w.since is not null then 'open' else c.state end,
        snoozed_until = case when w.since is null or ${came !== null} then null else c.snoozed_until end,
        last_message_at = greatest(c.last_message_at, ${came}::timestamptz)
    from (
      select min(least(m.occurred_at, m.received_at)) as since, min(${urgencyOf(sql, sql`a.fields`)}) as urgency
      from messages m left join lateral (${currentAnalysis(sql)}) a on true
      where m.conversation_id = ${conversationId} and ${waits(sql)}
    ) w
    where c.id = ${conversationId}`;
}

/** What a list of waiting conversations is sorted by: high value first, then what needs handling. */
export const urgencyOf = (sql: Queryable, fields: PendingQuery<Row[]>) => sql`
  case ${fields}->>'response_type' when 'high_value' then 0 when 'needs_handling' then 1 else 2 end`;

/**
 * Somebody answered, with the message `answer`, or says that no answer is needed: what happened until then waits no more.
 * Returns whether something had waited.
 */
export async function markSettled(
  sql: Queryable,
  { conversationId, until, answer }: { conversationId: string; until: Date; answer: string | null },
  now: Date,
): Promise<boolean> {
  await sql`select 1 from conversations where id = ${conversationId} for no key update`;
  const settled = await settleUntil(sql, { conversationId, until, answer }, now);
  await refreshWaiting(sql, conversationId);
  await sql`
    update conversations set state = 'answered', last_message_at = greatest(last_message_at, ${until})
    where id = ${conversationId} and waiting_since is null`;
  return settled > 0;
}

/** What of a contact waits for an answer, the longest first. */
export async function waitingConversations(sql: Queryable, contactId: string): Promise<Conversation[]> {
  const rows = await sql<ConversationRow[]>`
    select * from conversations where contact_id = ${contactId} and waiting_since is not null order by waiting_since`;
  return rows.map(toConversation);
}

export type WaitingReply = {
  conversationId: string;
  messageId: string;
  occurredAt: Date;
  responseType: Analysis['response_type'];
  snoozedUntil: Date | null;
  handedTo: Rep | null;
};

/** The replies that nobody has answered, the oldest first, each with what its analysis makes of it. */
export async function waitingReplies(sql: Queryable, contactId: string): Promise<WaitingReply[]> {
  return sql<WaitingReply[]>`
    select c.id as "conversationId", m.id as "messageId", m.occurred_at as "occurredAt", a.fields->>'response_type' as "responseType",
           c.snoozed_until as "snoozedUntil", c.handed_to as "handedTo"
    from conversations c
    join messages m on m.conversation_id = c.id and ${waits(sql)}
    left join lateral (${currentAnalysis(sql)}) a on true
    where c.contact_id = ${contactId} and c.waiting_since is not null order by m.occurred_at limit 100`;
}

/** What waits comes back at that time; null: it is back now. */
export async function snoozeConversation(sql: Queryable, id: string, until: Date | null): Promise<void> {
  await sql`update conversations set snoozed_until = ${until} where id = ${id} and waiting_since is not null`;
}

export async function handOverConversation(sql: Queryable, id: string, to: Rep): Promise<void> {
  await sql`update conversations set handed_to = ${sql.json(to)} where id = ${id}`;
  await recount(sql, [id]);
}

/**
 * Where something belongs that names no thread, a call or a change of status: what waits the longest for an answer, else
 * the newest conversation, else a new one.
 */
export async function conversationFor(
  sql: Queryable,
  { portalId, contactId, subject }: { portalId: number; contactId: string; subject: string },
  now: Date,
): Promise<string> {
  const [found] = await sql<{ id: string }[]>`
    select id from conversations where contact_id = ${contactId} and not is_test
    order by waiting_since is null, waiting_since, last_message_at desc limit 1`;
  return found?.id ?? (await openConversation(sql, { portalId, contactId, subject }, now)).id;
}

/**
 * Marks those that wait for nothing and whose last reply address has expired. `expires_at` says when to look: an address
 * made since then puts it off, and a conversation that never had one does not expire.
 */
export async function expireConversations(sql: Queryable, at: Date, limit: number): Promise<number> {
  const looked = await sql`
    with due as (
      select id, (select max(t.expires_at) from reply_tokens t where t.conversation_id = c.id) as last
      from conversations c where state = 'open' and waiting_since is null and expires_at <= ${at}
      order by expires_at limit ${limit} for no key update skip locked
    )
    update conversations c
    set state = case when due.last <= ${at} then 'expired' else c.state end, expires_at = nullif(due.last, c.expires_at)
    from due where c.id = due.id`;
  return looked.count;
}

type ConversationRow = {
  id: string;
  portal_id: number;
  contact_id: string;
  subject: string;
  state: ConversationState;
  waiting_since: Date | null;
  snoozed_until: Date | null;
  handed_to: Rep | null;
  last_message_at: Date;
};

const toConversation = (row: ConversationRow): Conversation => ({
  id: row.id,
  portalId: row.portal_id,
  contactId: row.contact_id,
  subject: row.subject,
  state: row.state,
  waitingSince: row.waiting_since,
  snoozedUntil: row.snoozed_until,
  handedTo: row.handed_to,
  lastMessageAt: row.last_message_at,
});
