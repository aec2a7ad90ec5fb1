import { v7 as uuid } from 'uuid';
import type { ReplyLanguage } from '../analysis/index.ts';
import type { Queryable, Transaction } from '../database/types.ts';
import type { Keyring, Sealed } from '../keyring.ts';
import { type MailAddress, type MailKind, type MailVerdict, NOT_FULLY_READ, type Trust } from '../mail/types.ts';
import type { Author } from '../portals/author.ts';
import { sealBody, storable } from './message-bodies.ts';
import { recount } from './rollups.ts';

export type MessageKind = 'sent' | 'reply' | 'answer' | 'logged' | 'status_change';
export type Direction = 'incoming' | 'outgoing';
export type Channel = 'email' | 'call' | 'chat' | 'meeting' | 'other';

/** What asks for a tracked email: a person's card, or a workflow. */
export type MailSource = 'composer' | 'workflow';

export type Message = {
  id: string;
  portalId: number;
  conversationId: string;
  contactId: string;
  kind: MessageKind;
  direction: Direction | null;
  channel: Channel;
  author: Author;
  recipients: { to?: MailAddress[]; cc?: MailAddress[]; replyTo?: MailAddress[] };
  subject: string;
  /** `openBody` gives the words. */
  sealedBody: Sealed | null;
  /** Without angle brackets. */
  messageId: string | null;
  /** Of an answer that we sent on: the Message-ID under which the rep wrote it, which goes to no customer. */
  repMessageId: string | null;
  inReplyTo: string[];
  referenceIds: string[];
  mailKind: MailKind | null;
  mailKindCertain: boolean | null;
  mailKindEvidence: string[];
  absence: MailVerdict['absence'];
  trust: Trust | null;
  trustEvidence: string[];
  authenticatedDomain: string | null;
  acceptedAt: Date | null;
  acceptedBy: Author | null;
  /** Of a tracked email: what asked for it. */
  source: MailSource | null;
  change: { from: string; to: string; automatic: boolean } | null;
  revision: number;
  inboundId: string | null;
  occurredAt: Date;
  receivedAt: Date;
  /** Since when it counts as the customer's reply. */
  countedAt: Date | null;
  /** When an analysis was made first; also null of what was analyzed before that was kept. */
  analyzedAt: Date | null;
};

type Required = 'portalId' | 'conversationId' | 'contactId' | 'kind' | 'author' | 'occurredAt' | 'receivedAt';
export type NewMessage = Pick<Message, Required> &
  Partial<Omit<Message, Required | 'acceptedAt' | 'acceptedBy' | 'revision' | 'analyzedAt'>>;

/** Adds a message to a conversation's timeline and returns its id. */
export async function addMessage(sql: Queryable, message: NewMessage): Promise<string> {
  const id = message.id ?? uuid();
  await sql`
    insert into messages ${sql({
      id,
      portal_id: message.portalId,
      conversation_id: message.conversationId,
      contact_id: message.contactId,
      kind: message.kind,
      direction: message.direction ?? null,
      channel: message.channel ?? 'email',
      author: sql.json(message.author),
      recipients: sql.json(message.recipients ?? {}),
      subject: storable(message.subject ?? ''),
      body: message.sealedBody?.bytes ?? null,
      body_key_id: message.sealedBody?.keyId ?? null,
      message_id: message.messageId ?? null,
      rep_message_id: message.repMessageId ?? null,
      in_reply_to: message.inReplyTo ?? [],
      reference_ids: message.referenceIds ?? [],
      mail_kind: message.mailKind ?? null,
      mail_kind_certain: message.mailKindCertain ?? null,
      mail_kind_evidence: message.mailKindEvidence ?? [],
      absence: message.absence ? sql.json(message.absence) : null,
      trust: message.trust ?? null,
      trust_evidence: message.trustEvidence ?? [],
      authenticated_domain: message.authenticatedDomain ?? null,
      source: message.source ?? null,
      change: message.change ? sql.json(message.change) : null,
      inbound_id: message.inboundId ?? null,
      occurred_at: message.occurredAt,
      received_at: message.receivedAt,
      counted_at: message.countedAt ?? null,
    } as never)}`;
  return id;
}

export async function getMessage(sql: Queryable, id: string): Promise<Message | null> {
  const [row] = await sql<MessageRow[]>`select * from messages where id = ${id}`;
  return row ? toMessage(row) : null;
}

/** The message as it is now; it and its conversation are unchanged by others until the transaction ends. */
export async function lockMessage(tx: Transaction, id: string): Promise<Message | null> {
  const [row] = await tx<MessageRow[]>`
    select m.* from messages m join conversations c on c.id = m.conversation_id where m.id = ${id} for no key update`;
  return row ? toMessage(row) : null;
}

export async function getMessages(sql: Queryable, ids: string[]): Promise<Message[]> {
  if (ids.length === 0) return [];
  return (await sql<MessageRow[]>`select * from messages where id = any(${ids}::uuid[])`).map(toMessage);
}

/** The Message-ID under which a mail of ours left. */
export async function recordMessageId(sql: Queryable, id: string, messageId: string): Promise<void> {
  await sql`update messages set message_id = ${messageId} where id = ${id}`;
}

/** A mail that was to leave later stands where it left. */
export async function recordLeft(sql: Queryable, id: string, at: Date): Promise<void> {
  await sql`update messages set occurred_at = ${at}, received_at = ${at} where id = ${id} and occurred_at < ${at}`;
}

/** Whether one of these is a mail that went to the contact: whoever can name one has seen it. */
export async function hasGoneTo(sql: Queryable, contactId: string, ids: string[]): Promise<boolean> {
  if (ids.length === 0) return false;
  const rows = await sql`
    select 1 from messages
    where id = any(${ids}::uuid[]) and contact_id = ${contactId} and kind in ('sent', 'answer') limit 1`;
  return rows.length > 0;
}

/** The mails that a reply may quote, newest first: what we sent and what the rep answered. */
export async function sentBefore(sql: Queryable, conversationId: string, limit: number): Promise<Message[]> {
  const rows = await sql<MessageRow[]>`
    select * from messages where conversation_id = ${conversationId} and kind in ('sent', 'answer')
    order by received_at desc limit ${limit}`;
  return rows.map(toMessage);
}

/** The newest replies of a conversation. */
export async function newestReplies(sql: Queryable, conversationId: string, limit: number): Promise<Message[]> {
  const rows = await sql<MessageRow[]>`
    select * from messages where conversation_id = ${conversationId} and kind = 'reply'
    order by received_at desc limit ${limit}`;
  return rows.map(toMessage);
}

/** The newest messages of a conversation before a given one, oldest first: the context of its analysis. */
export async function messagesBefore(sql: Queryable, message: Message, limit: number): Promise<Message[]> {
  const rows = await sql<MessageRow[]>`
    select * from messages
    where conversation_id = ${message.conversationId} and kind <> 'status_change' and id <> ${message.id}
      and received_at <= ${message.receivedAt}
    order by received_at desc, id desc limit ${limit}`;
  return rows.map(toMessage).reverse();
}

/** What a person may change of a message; `revision` is the one that they looked at. */
export type MessageEdit = { channel: Channel; occurredAt: Date; subject: string; text: string; revision: number };

/**
 * Changes a logged message, and keeps the version before with who changed it and when. Returns false where somebody has
 * changed it since the edit's revision.
 */
export async function reviseMessage(
  sql: Queryable,
  { message, edit, by }: { message: Message; edit: MessageEdit; by: Author },
  { keyring, now }: { keyring: Keyring; now: Date },
): Promise<boolean> {
  const body = sealBody({ full: edit.text, new: edit.text }, keyring);
  const changed = await sql`
    update messages set channel = ${edit.channel}, occurred_at = ${edit.occurredAt}, subject = ${edit.subject},
      body = ${body.bytes}, body_key_id = ${body.keyId}, revision = revision + 1
    where id = ${message.id} and kind = 'logged' and revision = ${edit.revision} returning id`;
  if (changed.length === 0) return false;
  await recount(sql, [message.conversationId]);
  const content = {
    channel: message.channel,
    occurredAt: message.occurredAt.toISOString(),
    subject: message.subject,
  };
  await sql`
    insert into message_revisions (message_id, portal_id, revision, content, body, body_key_id, edited_by, edited_at)
    values (${message.id}, ${message.portalId}, ${message.revision}, ${sql.json(content)},
            ${message.sealedBody?.bytes ?? null}, ${message.sealedBody?.keyId ?? null}, ${sql.json(by)}, ${now})`;
  return true;
}

/** The message counts as the customer's from now on; the caller recounts. Returns false where it did before. */
export async function markCounted(sql: Queryable, id: string, now: Date): Promise<boolean> {
  const rows = await sql`update messages set counted_at = ${now} where id = ${id} and counted_at is null returning id`;
  return rows.length > 0;
}

/** What was counted turns out to be no reply of a person. Returns false where it had not been counted. */
export async function unmarkCounted(sql: Queryable, id: string): Promise<boolean> {
  const rows = await sql<Changed[]>`
    update messages set counted_at = null where id = ${id} and counted_at is not null returning conversation_id`;
  return recountChanged(sql, rows);
}

/** A tracked email has left. False where that was known. */
export async function markLeft(sql: Queryable, id: string, now: Date): Promise<boolean> {
  const rows = await sql<Changed[]>`
    update messages set left_at = ${now} where id = ${id} and kind = 'sent' and left_at is null returning conversation_id`;
  return recountChanged(sql, rows);
}

/** What a mail server said of a tracked email; the first word of each kind stays. */
export async function markDelivery(
  sql: Queryable,
  id: string,
  { said, now }: { said: 'delivered' | 'bounced'; now: Date },
): Promise<void> {
  const column = said === 'delivered' ? sql`delivered_at` : sql`bounced_at`;
  const rows = await sql<Changed[]>`
    update messages set ${column} = ${now} where id = ${id} and kind = 'sent' and ${column} is null returning conversation_id`;
  await recountChanged(sql, rows);
}

type Changed = { conversation_id: string };

/** Whether something changed; what it counts for follows. */
async function recountChanged(sql: Queryable, rows: Changed[]): Promise<boolean> {
  await recount(
    sql,
    rows.map((row) => row.conversation_id),
  );
  return rows.length > 0;
}

/** A person vouches for the sender of one reply. Returns false where somebody already had. */
export async function acceptMessage(sql: Queryable, id: string, by: Author, now: Date): Promise<boolean> {
  const rows = await sql`
    update messages set accepted_at = ${now}, accepted_by = ${sql.json(by)} where id = ${id} and accepted_at is null returning id`;
  return rows.length > 0;
}

/** It is another contact's after all. */
export async function moveMessage(
  sql: Queryable,
  id: string,
  { contactId, conversationId }: { contactId: string; conversationId: string },
): Promise<void> {
  const [before] = await sql<Changed[]>`
    update messages m set contact_id = ${contactId}, conversation_id = ${conversationId}
    from messages old where m.id = ${id} and old.id = m.id returning old.conversation_id`;
  if (before) await recount(sql, [before.conversation_id, conversationId]);
}

const TRUSTED: readonly Trust[] = ['verified', 'known', 'colleague'];

/** A trusted sender's reply may change properties, tasks and status; any other waits for "Accept sender". */
export function isTrusted({ trust, acceptedAt }: Pick<Message, 'trust' | 'acceptedAt'>): boolean {
  return acceptedAt !== null || trust === null || TRUSTED.includes(trust);
}

/** The same as a condition on the row `m`. */
export const trusted = (sql: Queryable) =>
  sql`(m.accepted_at is not null or m.trust is null or m.trust in ${sql(TRUSTED as Trust[])})`;

/** Not where words of the mail are missing: what an analyst makes of the rest counts once a person has looked. */
export const isFullyRead = ({ mailKindEvidence }: Pick<Message, 'mailKindEvidence'>): boolean =>
  !mailKindEvidence.includes(NOT_FULLY_READ);

/** The same as a condition on the row `m`. */
export const fullyRead = (sql: Queryable) => sql`(not ${NOT_FULLY_READ} = any(m.mail_kind_evidence))`;

/** The body of a row that has the two columns of it. */
export const sealedOf = ({ body, body_key_id: keyId }: Pick<MessageRow, 'body' | 'body_key_id'>): Sealed | null =>
  body && keyId !== null ? { keyId, bytes: body } : null;

/**
 * The message has an analysis, and this is its language (null: as it was). Whoever else adds one waits here until the
 * transaction ends. Returns its conversation.
 */
export async function markAnalyzed(
  sql: Queryable,
  messageId: string,
  { language, now }: { language: ReplyLanguage | null; now: Date },
): Promise<string | null> {
  const [row] = await sql<Changed[]>`
    update messages set analyzed_at = coalesce(analyzed_at, ${now}), language = coalesce(${language}, language)
    where id = ${messageId} returning conversation_id`;
  return row?.conversation_id ?? null;
}

export type MessageRow = {
  id: string;
  portal_id: number;
  conversation_id: string;
  contact_id: string;
  kind: MessageKind;
  direction: Direction | null;
  channel: Channel;
  author: Author;
  recipients: Message['recipients'];
  subject: string;
  body: Buffer | null;
  body_key_id: string | null;
  message_id: string | null;
  rep_message_id: string | null;
  in_reply_to: string[];
  reference_ids: string[];
  mail_kind: MailKind | null;
  mail_kind_certain: boolean | null;
  mail_kind_evidence: string[];
  absence: MailVerdict['absence'];
  trust: Trust | null;
  trust_evidence: string[];
  authenticated_domain: string | null;
  accepted_at: Date | null;
  accepted_by: Author | null;
  source: MailSource | null;
  change: Message['change'];
  revision: number;
  inbound_id: string | null;
  occurred_at: Date;
  received_at: Date;
  counted_at: Date | null;
  analyzed_at: Date | null;
};

export const toMessage = (row: MessageRow): Message => ({
  id: row.id,
  portalId: row.portal_id,
  conversationId: row.conversation_id,
  contactId: row.contact_id,
  kind: row.kind,
  direction: row.direction,
  channel: row.channel,
  author: row.author,
  recipients: row.recipients,
  subject: row.subject,
  sealedBody: sealedOf(row),
  messageId: row.message_id,
  repMessageId: row.rep_message_id,
  inReplyTo: row.in_reply_to,
  referenceIds: row.reference_ids,
  mailKind: row.mail_kind,
  mailKindCertain: row.mail_kind_certain,
  mailKindEvidence: row.mail_kind_evidence,
  absence: row.absence,
  trust: row.trust,
  trustEvidence: row.trust_evidence,
  authenticatedDomain: row.authenticated_domain,
  acceptedAt: row.accepted_at,
  acceptedBy: row.accepted_by,
  source: row.source,
  change: row.change,
  revision: row.revision,
  inboundId: row.inbound_id,
  occurredAt: row.occurred_at,
  receivedAt: row.received_at,
  countedAt: row.counted_at,
  analyzedAt: row.analyzed_at,
});
