import type { Keyring } from '../keyring.ts';
import { believableDate } from '../mail/incoming/mail-date.ts';
import type { ReplyText } from '../mail/reply-text/index.ts';
import { type IncomingMail, type MailVerdict, NOT_FULLY_READ, type TrustVerdict } from '../mail/types.ts';
import { isPersons, mayBePersons } from '../mail/verdict/person.ts';
import { addEffects, type NewEffect } from '../outbox/add-effects.ts';
import type { Portal } from '../portals/portals.ts';
import type { Tx } from '../queue.ts';
import { type NewAttachment, storeAttachments } from './attachments.ts';
import type { Audience } from './audience.ts';
import { type Contact, countReply, recountReplies, statusBefore } from './contacts.ts';
import { refreshWaiting } from './conversations.ts';
import { forwardOf } from './forwards.ts';
import { hourOf } from './hourly-cap.ts';
import { waitForHubSpotsLog } from './logged-by-hubspot.ts';
import { bodyOf, sealBody } from './message-bodies.ts';
import { addMessage, isTrusted, type Message, markCounted, unmarkCounted } from './messages.ts';
import { recountLocked } from './rollups.ts';
import { changeStatus, recordStatusChange, statusesBelow } from './status.ts';

export type IncomingReply = {
  audience: Audience;
  inboundId: string;
  receivedAt: Date;
  mail: IncomingMail;
  attachments: NewAttachment[];
  text: ReplyText;
  verdict: MailVerdict;
  trust: TrustVerdict;
};

export type ReplyOptions = { signingKey: Buffer; keyring: Keyring; attachmentDays: number; now: Date };

/** Stores a reply with its attachments, asks for what has to follow and returns the message's id. Nothing leaves from here. */
export async function storeReply(tx: Tx, reply: IncomingReply, options: ReplyOptions): Promise<string> {
  const { audience, mail, text, verdict, trust } = reply;
  const { portal, contact, token } = audience;
  const { now } = options;
  const { conversationId } = token;
  const occurredAt = believableDate(mail.date, { answeredAt: token.createdAt, receivedAt: reply.receivedAt });
  const trusted = isTrusted({ trust: trust.trust, acceptedAt: null });
  const isWhole = !verdict.evidence.includes(NOT_FULLY_READ);
  const counts = !contact.isTest && trusted && isPersons(verdict) && isWhole;
  const messageId = await addMessage(tx.sql, {
    portalId: portal.portalId,
    conversationId,
    contactId: contact.id,
    kind: 'reply',
    direction: 'incoming',
    author: { name: mail.from?.name ?? '', address: mail.from?.address ?? '' },
    recipients: { to: mail.to, cc: mail.cc, replyTo: mail.replyTo },
    subject: mail.subject,
    sealedBody: sealBody({ ...bodyOf(text), html: mail.html }, options.keyring),
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo,
    referenceIds: mail.references,
    mailKind: verdict.kind,
    mailKindCertain: verdict.certain,
    mailKindEvidence: verdict.evidence,
    absence: verdict.absence,
    trust: trust.trust,
    trustEvidence: trust.evidence,
    authenticatedDomain: trust.authenticatedDomain,
    inboundId: reply.inboundId,
    occurredAt,
    receivedAt: reply.receivedAt,
    countedAt: counts ? now : null,
  });
  const expiresAt = new Date(now.getTime() + options.attachmentDays * 86_400_000);
  const kept = { portalId: portal.portalId, messageId, expiresAt };
  await storeAttachments(tx.sql, kept, reply.attachments, options.keyring);
  if (verdict.kind === 'receipt') return messageId;

  const status = counts
    ? await followCounted(tx, { message: { conversationId, occurredAt }, contact, portal }, now)
    : [];
  const about = { portalId: portal.portalId, contactId: contact.id, conversationId, messageId };
  const copy = crmCopy(messageId, reply);
  const hour = await hourOf(tx.sql, token.conversationId, now);
  const turn = hour.nextTimelineWrite;
  const runAfter = copy.runAfter && copy.runAfter > turn ? copy.runAfter : turn;
  // A test leaves nothing in HubSpot: what was written is taken away in the same sync.
  const away: NewEffect[] = contact.isTest ? [{ ...about, kind: 'removal', key: `removal:test:${messageId}` }] : [];
  // The analysis, a moment from now, has more to write: one sync then does both. Somebody looks on at a test.
  const patient = mayBePersons(verdict) && !contact.isTest;
  const recipients = [...mail.to, ...mail.cc];
  const asked = { audience, messageId, recipients, verdict, forwards: hour.forwards };
  const forward = await forwardOf(tx, asked, options);
  await addEffects(tx, [...status, { ...about, ...copy, runAfter }, ...away, ...forward], now, { patient });
  if (mayBePersons(verdict)) tx.enqueue('analyze', { messageId });
  return messageId;
}

/**
 * A mail of whom nothing proves becomes a Note: an incoming email object would end the contact's sequences. A failed one
 * is written only once a person has accepted its sender.
 */
function crmCopy(
  messageId: string,
  reply: IncomingReply,
): Pick<NewEffect, 'kind' | 'key' | 'details' | 'runAfter'> & { state: 'pending' | 'held' } {
  const { trust } = reply.trust;
  if (trust === 'unproven' || trust === 'unknown') return { kind: 'note', key: `note:${messageId}`, state: 'pending' };
  const state = trust === 'failed' ? 'held' : 'pending';
  return { kind: 'email_object', key: `email:${messageId}`, ...waitForHubSpotsLog(reply.audience, reply), state };
}

/**
 * Counts a reply as the customer's answer: number of replies, since when it waits, outreach status. Once a message, also
 * when a sender is accepted or a suspicion of machine mail turns out wrong later.
 */
export async function countAsReply(
  tx: Tx,
  {
    message: { id, conversationId, occurredAt },
    contact,
    portal,
  }: { message: Pick<Message, 'id' | 'conversationId' | 'occurredAt'>; contact: Contact; portal: Portal },
  now: Date,
): Promise<void> {
  if (!(await markCounted(tx.sql, id, now))) return;
  await addEffects(tx, await followCounted(tx, { message: { conversationId, occurredAt }, contact, portal }, now), now);
}

/** What follows from a reply that counts since just now; returns what has to be written to HubSpot of it. */
async function followCounted(
  tx: Tx,
  {
    message: { conversationId, occurredAt },
    contact,
    portal,
  }: { message: Pick<Message, 'conversationId' | 'occurredAt'>; contact: Contact; portal: Portal },
  now: Date,
): Promise<NewEffect[]> {
  // The conversation's row first: it is held from here on.
  await refreshWaiting(tx.sql, conversationId, occurredAt);
  await recountLocked(tx.sql, [conversationId]);
  const status = portal.settings.automaticStatus ? statusesBelow('replied') : [];
  const from = await countReply(tx.sql, contact.id, { at: occurredAt, status: 'replied', from: status }, now);
  if (from === null) return [];
  const change = { contact, conversationId, to: 'replied', author: null, writeProperty: false, from } as const;
  return recordStatusChange(tx, change, now);
}

/**
 * The analyst has seen that no person wrote what had counted as an answer, a robot without its headers: it counts no more,
 * nothing waits for it, and the status that it alone had caused goes back, in our rows and in HubSpot.
 */
export async function uncountReply(
  tx: Tx,
  { message: { id, conversationId }, contact }: { message: Pick<Message, 'id' | 'conversationId'>; contact: Contact },
  now: Date,
): Promise<void> {
  if (!(await unmarkCounted(tx.sql, id))) return;
  const left = await recountReplies(tx.sql, contact.id);
  await refreshWaiting(tx.sql, conversationId);
  const before = left === 0 ? await statusBefore(tx.sql, contact.id, 'replied') : null;
  if (!before) return;
  const change = {
    contact,
    conversationId,
    to: before,
    author: null,
    writeProperty: true,
    takesBack: 'replied',
  } as const;
  await changeStatus(tx, change, now);
}
