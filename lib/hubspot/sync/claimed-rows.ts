import { type ActionItem, listActionItems } from '../../conversations/action-items.ts';
import { currentAnalyses, type StoredAnalysis } from '../../conversations/analyses.ts';
import { minutesBetween } from '../../conversations/answered-replies.ts';
import { type Attachment, listAttachments } from '../../conversations/attachments.ts';
import { type Contact, getContacts } from '../../conversations/contacts.ts';
import { type Conversation, getConversations } from '../../conversations/conversations.ts';
import { openBody } from '../../conversations/message-bodies.ts';
import { getMessages, type Message } from '../../conversations/messages.ts';
import { getReplyTokens, type ReplyToken } from '../../conversations/reply-tokens.ts';
import type { Queryable } from '../../database/types.ts';
import type { ClaimedEffect } from '../../outbox/effects.ts';
import type { Portal } from '../../portals/portals.ts';
import type { Capabilities } from '../../portals/scopes.ts';
import { capabilitiesOf } from '../../portals/scopes.ts';
import type { ShownMail } from '../timeline/shown-mail.ts';
import type { SyncDependencies } from './dependencies.ts';

/** Every stored row that the claimed effects speak of, read at once so that a claim costs a fixed number of queries. */
export type SyncContext = {
  portal: Portal;
  capabilities: Capabilities;
  contacts: Map<string, Contact>;
  messages: Map<string, Message>;
  /** The words of those that become a timeline item, by message. */
  shown: Map<string, ShownMail>;
  /** The version that counts now, by message. */
  analyses: Map<string, StoredAnalysis>;
  actionItems: Map<string, ActionItem[]>;
  attachments: Map<string, (Attachment & { hubspotFileId: string | null })[]>;
  tokens: Map<string, ReplyToken>;
  /** The newest token of each conversation: who wrote to the customer last. */
  senders: Map<string, ReplyToken['sentBy']>;
  /** What people decided about whatever waits in a conversation. */
  conversations: Map<string, Conversation>;
  /** By contact. */
  waitingSince: Map<string, Date>;
  /** By contact: from the latest answered reply to its answer. */
  minutesToAnswer: Map<string, number>;
  /** By contact: our own newest change of the outreach status, where no person changed it since. */
  automaticStatusAt: Map<string, Date>;
  /** By contact: addresses that are not to be mailed. */
  suppressed: Map<string, string[]>;
};

export async function loadContext(
  { sql, safeHtml, keyring }: Pick<SyncDependencies, 'sql' | 'safeHtml' | 'keyring'>,
  portal: Portal,
  effects: ClaimedEffect[],
): Promise<SyncContext> {
  const contactIds = idsOf(effects, 'contactId');
  const messageIds = idsOf(effects, 'messageId');
  const contacts = new Map((await getContacts(sql, contactIds)).map((contact) => [contact.id, contact]));
  const messages = await getMessages(sql, messageIds);
  const files = await fileIds(sql, messageIds);
  const attachments = (await listAttachments(sql, messageIds)).map((one) => ({
    ...one,
    hubspotFileId: files.get(one.id) ?? null,
  }));
  return {
    portal,
    capabilities: capabilitiesOf(portal.scopes),
    contacts,
    messages: new Map(messages.map((message) => [message.id, message])),
    shown: await shownMails(messages, effects, { safeHtml, keyring }),
    analyses: await currentAnalyses(sql, messageIds),
    actionItems: Map.groupBy(await listActionItems(sql, messageIds), (item) => item.messageId),
    attachments: Map.groupBy(attachments, (attachment) => attachment.messageId),
    tokens: new Map((await getReplyTokens(sql, idsOf(effects, 'replyTokenId'))).map((token) => [token.id, token])),
    senders: await newestSenders(sql, idsOf(effects, 'conversationId')),
    conversations: new Map((await getConversations(sql, idsOf(effects, 'conversationId'))).map((one) => [one.id, one])),
    waitingSince: await waitingSince(sql, contactIds),
    minutesToAnswer: await minutesToAnswer(sql, contactIds),
    automaticStatusAt: await automaticStatus(sql, contactIds),
    suppressed: await suppressedAddresses(sql, portal.portalId, [...contacts.values()]),
  };
}

const SHOWING_MAIL = new Set<ClaimedEffect['kind']>(['email_object', 'note', 'note_update']);

async function shownMails(
  messages: Message[],
  effects: ClaimedEffect[],
  { safeHtml, keyring }: Pick<SyncDependencies, 'safeHtml' | 'keyring'>,
): Promise<Map<string, ShownMail>> {
  const wanted = new Set(effects.filter(({ kind }) => SHOWING_MAIL.has(kind)).map(({ messageId }) => messageId));
  const shown = messages
    .filter(({ id }) => wanted.has(id))
    .map(async (message) => {
      const { full, new: own, html } = openBody(message, keyring);
      return [message.id, { text: full || own, html: html === null ? '' : await safeHtml(html) }] as const;
    });
  return new Map(await Promise.all(shown));
}

type IdColumn = 'contactId' | 'messageId' | 'replyTokenId' | 'conversationId';

function idsOf(effects: ClaimedEffect[], column: IdColumn): string[] {
  return [...new Set(effects.flatMap((effect) => effect[column] ?? []))];
}

async function fileIds(sql: Queryable, messageIds: string[]): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; hubspot_file_id: string }[]>`
    select id, hubspot_file_id from attachments where message_id = any(${messageIds}::uuid[]) and hubspot_file_id is not null`;
  return new Map(rows.map((row) => [row.id, row.hubspot_file_id]));
}

async function newestSenders(sql: Queryable, conversationIds: string[]): Promise<Map<string, ReplyToken['sentBy']>> {
  const rows = await sql<{ conversation_id: string; sent_by: ReplyToken['sentBy'] }[]>`
    select distinct on (conversation_id) conversation_id, sent_by from reply_tokens
    where conversation_id = any(${conversationIds}::uuid[]) order by conversation_id, created_at desc`;
  return new Map(rows.map((row) => [row.conversation_id, row.sent_by]));
}

async function waitingSince(sql: Queryable, contactIds: string[]): Promise<Map<string, Date>> {
  const rows = await sql<{ contact_id: string; since: Date }[]>`
    select contact_id, min(waiting_since) as since from conversations
    where contact_id = any(${contactIds}::uuid[]) and waiting_since is not null group by contact_id`;
  return new Map(rows.map((row) => [row.contact_id, row.since]));
}

async function minutesToAnswer(sql: Queryable, contactIds: string[]): Promise<Map<string, number>> {
  const rows = await sql<{ contact_id: string; minutes: number }[]>`
    select distinct on (m.contact_id) m.contact_id, ${minutesBetween(sql)} as minutes
    from messages m left join messages a on a.id = m.answered_by
    where m.contact_id = any(${contactIds}::uuid[]) and m.settled_by = 'answered'
    order by m.contact_id, m.settled_at desc, m.received_at desc`;
  return new Map(rows.map((row) => [row.contact_id, row.minutes]));
}

async function automaticStatus(sql: Queryable, contactIds: string[]): Promise<Map<string, Date>> {
  const rows = await sql<{ contact_id: string; received_at: Date }[]>`
    select contact_id, received_at from (
      select distinct on (contact_id) contact_id, received_at, change from messages
      where contact_id = any(${contactIds}::uuid[]) and kind = 'status_change' order by contact_id, received_at desc, id desc
    ) newest where (change->>'automatic')::boolean`;
  return new Map(rows.map((row) => [row.contact_id, row.received_at]));
}

async function suppressedAddresses(
  sql: Queryable,
  portalId: number,
  contacts: Contact[],
): Promise<Map<string, string[]>> {
  const addresses = [...new Set(contacts.flatMap((contact) => contact.addresses))];
  const rows = await sql<{ address: string }[]>`
    select address from suppressions where portal_id = ${portalId} and address = any(${addresses})`;
  const suppressed = new Set(rows.map((row) => row.address));
  return new Map(contacts.map(({ id, addresses: own }) => [id, own.filter((address) => suppressed.has(address))]));
}
