import type { Queryable } from '../../database/types.ts';
import type { Keyring } from '../../keyring.ts';
import type { MailKind, MailVerdict, Trust } from '../../mail/types.ts';
import { announcesBankChange } from '../../mail/verdict/bank-change.ts';
import { PERSONS_KINDS } from '../../mail/verdict/person.ts';
import type { EffectKind, EffectState } from '../../outbox/effects.ts';
import { type Reason, type ReasonCode, storedReason } from '../../outbox/reasons.ts';
import type { Author } from '../../portals/author.ts';
import type { OutreachStatus } from '../contacts.ts';
import { currentAnalysis } from '../current-analysis.ts';
import { openBody } from '../message-bodies.ts';
import { type Channel, type Direction, type MessageKind, sealedOf, trusted } from '../messages.ts';
import { type SettledBy, waits } from '../waits.ts';

/** A message as a list shows it: the beginning of its new text, and nothing of the rest. */
export type TimelineRow = {
  id: string;
  kind: MessageKind;
  direction: Direction | null;
  channel: Channel;
  author: Author;
  subject: string;
  preview: string;
  length: number;
  /** It says that money shall go to another account from now on. */
  bankChange: boolean;
  mailKind: MailKind | null;
  mailKindCertain: boolean | null;
  mailKindEvidence: string[];
  absence: MailVerdict['absence'];
  trust: Trust | null;
  authenticatedDomain: string | null;
  acceptedBy: Author | null;
  acceptedAt: Date | null;
  ignoredAt: Date | null;
  countedAt: Date | null;
  settledBy: SettledBy | null;
  change: { from: OutreachStatus; to: OutreachStatus; automatic: boolean } | null;
  revision: number;
  occurredAt: Date;
  receivedAt: Date;
};

/** Where a page ends: the next one begins below. */
export type TimelinePosition = { occurredAt: Date; id: string };

/** How much of a message is shown, and what opens it. */
type Shown = { previewLength: number; keyring: Keyring };
export type Window = Shown & { before?: TimelinePosition | null; limit: number; filter?: TimelineFilter };

/** Which messages a list shows; without one all. */
export type TimelineFilter = 'replies' | 'sent' | 'high_value' | 'needs_handling' | 'files' | 'waits';

/** A contact's messages, in the order in which they happened, the newest first. */
export async function listTimeline(sql: Queryable, contactId: string, window: Window): Promise<TimelineRow[]> {
  const { before, limit } = window;
  const rows = await sql<StoredRow[]>`
    select ${columns(sql)} from messages m
    where contact_id = ${contactId} ${filtered(sql, window.filter)}
      ${before ? sql`and (occurred_at, id) < (${before.occurredAt}, ${before.id})` : sql``}
    order by occurred_at desc, id desc limit ${limit}`;
  return rows.map((row) => toRow(row, window));
}

const SEARCHED = 500;

/** Of a contact's newest 500 messages those in which the words stand, in subject, text or author. The newest first. */
export async function searchTimeline(
  sql: Queryable,
  contactId: string,
  { words, limit, ...shown }: Shown & { words: string; limit: number },
): Promise<TimelineRow[]> {
  const rows = await sql<StoredRow[]>`
    select ${columns(sql)} from messages m where contact_id = ${contactId} and kind <> 'status_change'
    order by occurred_at desc, id desc limit ${SEARCHED}`;
  const wanted = words.toLowerCase();
  const holds = (row: StoredRow) => {
    const { full, new: own } = openBody({ sealedBody: sealedOf(row) }, shown.keyring);
    const { name, address = '' } = row.author;
    return [row.subject, own || full, name, address].some((text) => text.toLowerCase().includes(wanted));
  };
  return rows
    .filter(holds)
    .slice(0, limit)
    .map((row) => toRow(row, shown));
}

/** Conditions on the row `m`, behind others. */
export function filtered(sql: Queryable, filter: TimelineFilter | undefined) {
  switch (filter) {
    case undefined:
      return sql``;
    case 'replies':
      return sql`and m.direction = 'incoming'`;
    case 'sent':
      return sql`and m.direction = 'outgoing'`;
    case 'files':
      return sql`and exists (select 1 from attachments f where f.message_id = m.id and not f.inline)`;
    case 'waits':
      return sql`and ${waits(sql)}`;
    default:
      return sql`and ${trusted(sql)} and (${currentAnalysis(sql)})->>'response_type' = ${filter}`;
  }
}

/**
 * The newest thing that the customer said, whatever the channel; machine mail only where nothing else is there. What
 * comes from somebody of whom nothing proves that they are the customer stands in `unidentified`.
 */
export async function latestReply(sql: Queryable, contactId: string, shown: Shown): Promise<TimelineRow | null> {
  const newest = (onlyPeople: boolean) => sql<StoredRow[]>`
    select ${columns(sql)} from messages m
    where contact_id = ${contactId} and direction = 'incoming' and ${trusted(sql)}
      ${onlyPeople ? sql`and (mail_kind is null or mail_kind in ${sql(PERSONS_KINDS)})` : sql``}
    order by occurred_at desc, id desc limit 1`;
  const row = (await newest(true))[0] ?? (await newest(false))[0];
  return row ? toRow(row, shown) : null;
}

/** Replies of a contact of which a person has to say whose they are, the newest first. */
export async function unidentified(
  sql: Queryable,
  contactId: string,
  { limit, ...shown }: Shown & { limit: number },
): Promise<TimelineRow[]> {
  const rows = await sql<StoredRow[]>`
    select ${columns(sql)} from messages m
    where contact_id = ${contactId} and ${unidentifiedSender(sql)}
    order by received_at desc limit ${limit}`;
  return rows.map((row) => toRow(row, shown));
}

/** A condition on the row `m`: a person's mail of whose sender nothing is proven, and nobody has said who it is. */
export const unidentifiedSender = (sql: Queryable) => sql`
  m.trust in ('unproven', 'unknown', 'failed') and m.accepted_at is null and m.ignored_at is null
  and m.mail_kind in ${sql(PERSONS_KINDS)}`;

export async function timelineRow(sql: Queryable, id: string, shown: Shown): Promise<TimelineRow | null> {
  const [row] = await sql<StoredRow[]>`select ${columns(sql)} from messages where id = ${id}`;
  return row ? toRow(row, shown) : null;
}

export async function countMessages(sql: Queryable, contactId: string, filter?: TimelineFilter): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count from messages m where contact_id = ${contactId} ${filtered(sql, filter)}`;
  return row?.count ?? 0;
}

export type ShownEffect = {
  kind: EffectKind;
  state: EffectState;
  reason: Reason | null;
  /** It was to leave at that time and has not. */
  leavesAt: Date | null;
};

/** The effects of messages that a list speaks of: mails of ours, and whatever is held. */
export async function shownEffects(sql: Queryable, messageIds: string[]): Promise<Map<string, ShownEffect[]>> {
  type Stored = Omit<ShownEffect, 'reason'> & { messageId: string; reason: ReasonCode | null; details: object };
  const rows = await sql<Stored[]>`
    select message_id as "messageId", kind, state, reason, reason_details as details,
      case when state = 'pending' and attempts = 0 and details->>'scheduled' = 'true' then run_after end as "leavesAt"
    from effects
    where message_id = any(${messageIds}::uuid[]) and (kind in ('tracked_send', 'answer_send') or state = 'held')`;
  const shown = rows.map(({ reason, details, ...row }) => ({ ...row, reason: storedReason(reason, details) }));
  return Map.groupBy(shown, (row) => row.messageId);
}

export type StoredRow = Omit<TimelineRow, 'preview' | 'length' | 'bankChange'> & {
  body: Buffer | null;
  body_key_id: string | null;
};

export function toRow({ body, body_key_id, ...row }: StoredRow, { previewLength, keyring }: Shown): TimelineRow {
  const { new: text } = openBody({ sealedBody: sealedOf({ body, body_key_id }) }, keyring);
  return {
    ...row,
    preview: text.slice(0, previewLength).toWellFormed(),
    length: text.length,
    bankChange: row.direction === 'incoming' && announcesBankChange(text),
  };
}

export const columns = (sql: Queryable) => sql`
  id, kind, direction, channel, author, subject, body, body_key_id, mail_kind as "mailKind", mail_kind_certain as "mailKindCertain",
  mail_kind_evidence as "mailKindEvidence", absence, trust,
  authenticated_domain as "authenticatedDomain", accepted_by as "acceptedBy", accepted_at as "acceptedAt",
  ignored_at as "ignoredAt", counted_at as "countedAt", settled_by as "settledBy", change,
  revision, occurred_at as "occurredAt", received_at as "receivedAt"`;
