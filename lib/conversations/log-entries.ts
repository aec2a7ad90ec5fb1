import type { Keyring } from '../keyring.ts';
import { addEffects } from '../outbox/add-effects.ts';
import type { Author } from '../portals/author.ts';
import type { Portal } from '../portals/portals.ts';
import type { Tx } from '../queue.ts';
import { settleConversation } from './answers.ts';
import type { Contact } from './contacts.ts';
import { conversationFor, refreshWaiting } from './conversations.ts';
import { sealBody } from './message-bodies.ts';
import { addMessage, type Channel, type Direction, type Message, type MessageEdit, reviseMessage } from './messages.ts';
import { countAsReply } from './replies.ts';
import { answeredAfter, settleMessage } from './waits.ts';

export type LogEntry = {
  direction: Direction;
  channel: Channel;
  occurredAt: Date;
  subject: string;
  text: string;
};

/**
 * Stores what a person wrote down of a call, a chat or another mailbox. What the customer said counts like a reply by
 * mail, from the time it was said; our own answer ends the waiting. It is analyzed like one. Returns
 * the message's id.
 */
export async function logMessage(
  tx: Tx,
  { portal, contact, entry, author }: { portal: Portal; contact: Contact; entry: LogEntry; author: Author },
  { keyring, now }: { keyring: Keyring; now: Date },
): Promise<string> {
  const { portalId } = portal;
  const incoming = entry.direction === 'incoming';
  const conversationId = await conversationFor(
    tx.sql,
    { portalId, contactId: contact.id, subject: entry.subject },
    now,
  );
  const messageId = await addMessage(tx.sql, {
    portalId,
    conversationId,
    contactId: contact.id,
    kind: 'logged',
    direction: entry.direction,
    channel: entry.channel,
    author,
    subject: entry.subject,
    sealedBody: sealBody({ full: entry.text, new: entry.text }, keyring),
    occurredAt: entry.occurredAt,
    receivedAt: now,
  });
  const about = { portalId, contactId: contact.id, conversationId, messageId };
  const kind = entry.channel === 'email' ? 'email_object' : 'note';
  await addEffects(tx, [{ ...about, kind, key: `${kind}:${messageId}` }], now);
  if (incoming) {
    const message = { id: messageId, conversationId, occurredAt: entry.occurredAt };
    await countAsReply(tx, { message, contact, portal }, now);
    const answeredAt = await answeredAfter(tx.sql, conversationId, entry.occurredAt);
    if (answeredAt) {
      await settleMessage(tx.sql, { id: messageId, by: 'answered', at: answeredAt }, now);
      await refreshWaiting(tx.sql, conversationId);
    }
    tx.enqueue('analyze', { messageId });
  } else {
    const until = entry.occurredAt;
    await settleConversation(tx, { contact, conversationId, messageId, key: messageId, until }, now);
  }
  return messageId;
}

/** Somebody changed it since, so that this edit would undo what its author has not seen. */
export class EditConflictError extends Error {
  constructor() {
    super('The entry was changed in the meantime. Read it again and repeat the change.');
    this.name = 'EditConflictError';
  }
}

/**
 * Changes what was logged and has the customer's words analyzed anew; the version before stays with who changed it and
 * when. Throws EditConflictError.
 */
export async function editLogged(
  tx: Tx,
  { message, edit, by }: { message: Message; edit: MessageEdit; by: Author },
  options: { keyring: Keyring; now: Date },
): Promise<void> {
  if (!(await reviseMessage(tx.sql, { message, edit, by }, options))) throw new EditConflictError();
  const { portalId, contactId, conversationId, id: messageId } = message;
  const key = `note-update:${messageId}:${edit.revision + 1}`;
  await addEffects(tx, [{ portalId, contactId, conversationId, messageId, kind: 'note_update', key }], options.now);
  if (message.direction === 'incoming') tx.enqueue('analyze', { messageId, edited: true });
}
