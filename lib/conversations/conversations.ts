import { v7 as uuid } from 'uuid';
import type { Analysis } from '../analysis/index.ts';
import type { Queryable } from '../database/types.ts';
import { currentAnalysis } from './analyses.ts';

export type ConversationState = 'open' | 'answered' | 'expired';

export type Conversation = {
  id: string;
  portalId: number;
  contactId: string;
  subject: string;
  state: ConversationState;
  /** The first human reply that nobody has answered yet. */
  waitingSince: Date | null;
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
  const [existing] = await sql<ConversationRow[]>`
    update conversations set state = 'open', last_message_at = ${now}
    where id = (
      select id from conversations
      where contact_id = ${contactId} and ${conversationId ? sql`id = ${conversationId}` : sql`subject_key = ${key}`}
      order by last_message_at desc limit 1
    ) returning *`;
  if (existing) return toConversation(existing);
  const [created] = await sql<ConversationRow[]>`
    insert into conversations (id, portal_id, contact_id, subject, subject_key, last_message_at, created_at)
    values (${uuid()}, ${portalId}, ${contactId}, ${subject}, ${key}, ${now}, ${now}) returning *`;
  return toConversation(created!);
}

export async function getConversation(sql: Queryable, id: string): Promise<Conversation | null> {
  const [row] = await sql<ConversationRow[]>`select * from conversations where id = ${id}`;
  return row ? toConversation(row) : null;
}

/** A reply of a person came: the conversation waits for an answer, since the earliest such reply. */
export async function markWaiting(sql: Queryable, conversationId: string, receivedAt: Date): Promise<void> {
  await sql`
    update conversations
    set state = 'open', waiting_since = least(waiting_since, ${receivedAt}), last_message_at = greatest(last_message_at, ${receivedAt})
    where id = ${conversationId}`;
}

/** Somebody answered: nothing waits any more. Returns whether something had waited. */
export async function markAnswered(sql: Queryable, conversationId: string, at: Date): Promise<boolean> {
  const [row] = await sql<{ waited: boolean }[]>`
    with before as (select id, waiting_since from conversations where id = ${conversationId} for no key update)
    update conversations c
    set state = 'answered', waiting_since = null, last_message_at = greatest(last_message_at, ${at})
    from before where c.id = before.id returning before.waiting_since is not null as waited`;
  return row?.waited ?? false;
}

/** What of a contact waits for an answer, the longest first. */
export async function waitingConversations(sql: Queryable, contactId: string): Promise<Conversation[]> {
  const rows = await sql<ConversationRow[]>`
    select * from conversations where contact_id = ${contactId} and waiting_since is not null order by waiting_since`;
  return rows.map(toConversation);
}

export type WaitingReply = { receivedAt: Date; responseType: Analysis['response_type'] };

/** The replies that nobody has answered, the oldest first, each with what its analysis makes of it. */
export async function waitingReplies(sql: Queryable, contactId: string): Promise<WaitingReply[]> {
  return sql<WaitingReply[]>`
    select m.received_at as "receivedAt", a.fields->>'response_type' as "responseType"
    from conversations c
    join messages m on m.conversation_id = c.id and m.counted_at is not null and m.received_at >= c.waiting_since
    left join lateral (${currentAnalysis(sql)}) a on true
    where c.contact_id = ${contactId} and c.waiting_since is not null order by m.received_at limit 100`;
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
    select id from conversations where contact_id = ${contactId}
    order by waiting_since is null, waiting_since, last_message_at desc limit 1`;
  return found?.id ?? (await openConversation(sql, { portalId, contactId, subject }, now)).id;
}

/** Marks those that wait for nothing and whose last reply address has expired. */
export async function expireConversations(sql: Queryable, at: Date): Promise<void> {
  await sql`
    update conversations c set state = 'expired'
    where state = 'open' and waiting_since is null
      and not exists (select 1 from reply_tokens t where t.conversation_id = c.id and t.expires_at > ${at})
      and exists (select 1 from reply_tokens t where t.conversation_id = c.id)`;
}

type ConversationRow = {
  id: string;
  portal_id: number;
  contact_id: string;
  subject: string;
  state: ConversationState;
  waiting_since: Date | null;
  last_message_at: Date;
};

const toConversation = (row: ConversationRow): Conversation => ({
  id: row.id,
  portalId: row.portal_id,
  contactId: row.contact_id,
  subject: row.subject,
  state: row.state,
  waitingSince: row.waiting_since,
  lastMessageAt: row.last_message_at,
});
