import type { Keyring } from '../keyring.ts';
import { believableDate } from '../mail/incoming/mail-date.ts';
import { addEffects } from '../outbox/add-effects.ts';
import type { Tx } from '../queue.ts';
import type { Contact } from './contacts.ts';
import { markSettled } from './conversations.ts';
import { bodyOf, sealBody } from './message-bodies.ts';
import { addMessage } from './messages.ts';
import type { IncomingReply } from './replies.ts';

type Settling = {
  contact: Contact;
  conversationId: string;
  /** The message that answered; null where a person says that no answer is needed. */
  messageId: string | null;
  key: string;
  /** What happened later still waits. */
  until: Date;
};

/**
 * Somebody answered the customer, or says that no answer is needed: the conversation no longer waits, its open task is
 * completed and `reply_waiting_since` follows.
 */
export async function settleConversation(
  tx: Tx,
  { contact, conversationId, messageId, key, until }: Settling,
  now: Date,
): Promise<void> {
  const by = messageId ? 'answered' : 'done';
  const waited = await markSettled(tx.sql, { conversationId, until, by }, now);
  if (!waited) return;
  const about = { portalId: contact.portalId, contactId: contact.id, conversationId, messageId };
  await addEffects(
    tx,
    [
      { ...about, kind: 'task_completion', key: `task-done:${key}` },
      { ...about, kind: 'waiting_property', key: `waiting:${key}` },
    ],
    now,
  );
}

/** Stores an answer that the rep wrote in a mail program with our address in copy. */
export async function storeAnswer(
  tx: Tx,
  {
    audience: { portal, contact, token },
    inboundId,
    receivedAt,
    mail,
    text,
  }: Omit<IncomingReply, 'attachments' | 'verdict' | 'trust'>,
  { keyring, now }: { keyring: Keyring; now: Date },
): Promise<void> {
  const { conversationId } = token;
  const messageId = await addMessage(tx.sql, {
    portalId: portal.portalId,
    conversationId,
    contactId: contact.id,
    kind: 'answer',
    direction: 'outgoing',
    author: { name: mail.from?.name ?? '', address: mail.from?.address ?? '' },
    recipients: { to: mail.to, cc: mail.cc },
    subject: mail.subject,
    sealedBody: sealBody({ ...bodyOf(text), html: mail.html }, keyring),
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo,
    referenceIds: mail.references,
    inboundId,
    occurredAt: believableDate(mail.date, receivedAt),
    receivedAt,
  });
  const about = { portalId: portal.portalId, contactId: contact.id, conversationId, messageId };
  await addEffects(tx, [{ ...about, kind: 'email_object', key: `email:${messageId}` }], now);
  await settleConversation(tx, { contact, conversationId, messageId, key: messageId, until: receivedAt }, now);
}
