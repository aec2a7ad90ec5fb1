import { v7 as uuid } from 'uuid';
import type { Queryable } from '../database/types.ts';
import { sameAddress } from '../mail/addresses.ts';
import { placeholdersIn } from '../mail/outgoing/merge-fields.ts';
import type { MailAddress } from '../mail/types.ts';
import { addEffects } from '../outbox/add-effects.ts';
import type { Portal } from '../portals/portals.ts';
import type { Tx } from '../queue.ts';
import { afterAnswer } from './after-answer.ts';
import { recipientOf, referencesOf } from './answer-recipients.ts';
import { settleConversation } from './answers.ts';
import { type NewAttachment, storeAttachments } from './attachments.ts';
import { upsertContact } from './contacts.ts';
import { sealBody } from './message-bodies.ts';
import { addMessage, type Message } from './messages.ts';
import { type AnswerOptions, MOST_BYTES } from './rep-answers.ts';
import { createReplyToken, type Rep } from './reply-tokens.ts';
import { findSuppression } from './suppressions.ts';
import type { Recipient } from './tracked-emails.ts';

/** A rep's answer to a reply, written in the composer. */
export type ComposedAnswer = {
  portal: Portal;
  recipient: Recipient;
  rep: Rep;
  answered: Message;
  cc: MailAddress[];
  subject: string;
  /** What the rep wrote, signature included. */
  text: string;
  /** The same with formatting; null: plain text. */
  html: string | null;
  /** What is quoted below; empty for nothing. */
  quoted: string;
  attachments: NewAttachment[];
  /** Null: now. */
  sendAt: Date | null;
  /** One click; the same key sends once. */
  key: string;
};

export type AnswerProblem = 'opted_out' | 'suppressed' | 'no_address' | 'dead_address';
export type AnswerRefusal = AnswerProblem | 'unresolved_fields' | 'files_too_large';

/** Why nothing can be sent to whom an answer, or a new email, would go to: said before one writes, and once more at the click. */
export async function mailProblem(
  sql: Queryable,
  {
    portalId,
    to,
    optedOut,
    deadAddresses,
  }: { portalId: number; to: string | null; optedOut: boolean; deadAddresses: string[] },
): Promise<AnswerProblem | null> {
  if (!to) return 'no_address';
  if (optedOut) return 'opted_out';
  if (await findSuppression(sql, portalId, to)) return 'suppressed';
  return deadAddresses.some((dead) => sameAddress(dead, to)) ? 'dead_address' : null;
}

/**
 * Stores what a rep wrote in the composer and asks for it to be sent, the same way as what they write in a mail program:
 * a fresh reply address, the customer's thread, at most once. What had waited is answered.
 */
export async function queueAnswer(
  tx: Tx,
  answer: ComposedAnswer,
  options: AnswerOptions,
): Promise<{ outcome: 'queued'; messageId: string } | { outcome: AnswerRefusal }> {
  const { portal, rep, answered, attachments, sendAt, text, quoted } = answer;
  const { portalId } = portal;
  const { conversationId } = answered;
  const { now } = options;
  const contact = await upsertContact(tx.sql, portalId, answer.recipient, now);
  const to = recipientOf(answered);
  const { deadAddresses } = contact;
  const { optedOut } = answer.recipient;
  const problem = await mailProblem(tx.sql, { portalId, to: to?.address ?? null, optedOut, deadAddresses });
  if (problem || !to) return { outcome: problem ?? 'no_address' };
  if (placeholdersIn(`${answer.subject}\n${text}`).length > 0) return { outcome: 'unresolved_fields' };
  if (attachments.reduce((sum, { content }) => sum + content.length, 0) > MOST_BYTES)
    return { outcome: 'files_too_large' };

  const id = uuid();
  const full = quoted ? `${text}\n\n${quoted}` : text;
  await addMessage(tx.sql, {
    id,
    portalId,
    conversationId,
    contactId: contact.id,
    kind: 'answer',
    direction: 'outgoing',
    author: { name: rep.name, address: rep.address, ...(rep.userId ? { userId: rep.userId } : {}) },
    recipients: { to: [to], cc: answer.cc },
    subject: answer.subject,
    sealedBody: sealBody({ full, new: text, quoted, html: answer.html }, options.keyring),
    messageId: options.messageIdOf(id),
    inReplyTo: answered.messageId ? [answered.messageId] : [],
    referenceIds: referencesOf(answered),
    trust: 'verified',
    occurredAt: now,
    receivedAt: now,
  });
  const expiresAt = new Date(now.getTime() + options.attachmentDays * 86_400_000);
  await storeAttachments(tx.sql, { portalId, messageId: id, expiresAt }, attachments, options.keyring);
  const about = { portalId, contactId: contact.id, conversationId, messageId: id };
  const given = { portalId, conversationId, sentMessageId: id, sentBy: rep };
  const { id: replyTokenId } = await createReplyToken(tx.sql, given, { key: options.signingKey, now: sendAt ?? now });
  // Whoever has to be told that it did not go is its writer; what it had answered waits again then.
  const details = { replyTokenId, answeredMessageId: answered.id, composed: true, scheduled: sendAt !== null };
  const send = { ...about, kind: 'answer_send', key: `answer:${conversationId}:${answer.key}`, replyTokenId } as const;
  await addEffects(tx, [{ ...send, details, ...(sendAt ? { runAfter: sendAt } : {}) }], now);
  // A customer who waits until tomorrow is nobody's task today; HubSpot hears of it once it has left.
  const settling = { contact, conversationId, messageId: id, key: id, until: now };
  if (sendAt) await settleConversation(tx, settling, now);
  else await afterAnswer(tx, { ...about, replyTokenId }, { contact, at: now, now });
  return { outcome: 'queued', messageId: id };
}
