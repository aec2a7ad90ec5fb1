import { addEffects } from '../outbox/add-effects.ts';
import type { Tx } from '../queue.ts';
import type { Contact } from './contacts.ts';
import { markSettled } from './conversations.ts';

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
  const waited = await markSettled(tx.sql, { conversationId, until, answer: messageId }, now);
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
