import type { Queryable } from '../database/types.ts';
import { addEffects } from '../outbox/effects.ts';
import type { Portal } from '../portals/portals.ts';
import { answerConversation } from './answers.ts';
import type { Contact } from './contacts.ts';
import { conversationFor } from './conversations.ts';
import { type Author, addMessage, type Channel, type Direction, getMessage, type Message } from './messages.ts';
import { countAsReply } from './replies.ts';

export type LogEntry = {
  direction: Direction;
  channel: Channel;
  occurredAt: Date;
  subject: string;
  text: string;
};

/**
 * Stores what a person wrote down of a call, a chat or another mailbox. What the customer said counts like a reply by
 * mail, from the time it was said; our own answer ends the waiting. Returns the message's id, and whether it is to be
 * analyzed.
 */
export async function logMessage(
  sql: Queryable,
  { portal, contact, entry, author }: { portal: Portal; contact: Contact; entry: LogEntry; author: Author },
  now: Date,
): Promise<{ messageId: string; analyze: boolean }> {
  const { portalId } = portal;
  const incoming = entry.direction === 'incoming';
  const conversationId = await conversationFor(sql, { portalId, contactId: contact.id, subject: entry.subject }, now);
  const messageId = await addMessage(sql, {
    portalId,
    conversationId,
    contactId: contact.id,
    kind: 'logged',
    direction: entry.direction,
    channel: entry.channel,
    author,
    subject: entry.subject,
    textFull: entry.text,
    textNew: entry.text,
    occurredAt: entry.occurredAt,
    receivedAt: now,
  });
  const about = { portalId, contactId: contact.id, conversationId, messageId };
  const kind = entry.channel === 'email' ? 'email_object' : 'note';
  await addEffects(sql, [{ ...about, kind, key: `${kind}:${messageId}` }], now);
  if (incoming) {
    await countAsReply(sql, { messageId, contact, portal, conversationId, receivedAt: now }, now);
  } else {
    await answerConversation(sql, { contact, conversationId, messageId, key: messageId }, now);
  }
  return { messageId, analyze: incoming };
}

export type LogEdit = Omit<LogEntry, 'direction'> & { revision: number };

/** Somebody changed it since, so that this edit would undo what its author has not seen. */
export class EditConflictError extends Error {
  constructor() {
    super('The entry was changed in the meantime. Read it again and repeat the change.');
    this.name = 'EditConflictError';
  }
}

/** Changes what was logged; the version before stays with who changed it and when. Throws EditConflictError. */
export async function editLogged(
  sql: Queryable,
  { message, edit, by }: { message: Message; edit: LogEdit; by: Author },
  now: Date,
): Promise<Message> {
  const changed = await sql`
    update messages set channel = ${edit.channel}, occurred_at = ${edit.occurredAt}, subject = ${edit.subject},
      text_full = ${edit.text}, text_new = ${edit.text}, revision = revision + 1
    where id = ${message.id} and kind = 'logged' and revision = ${edit.revision} returning id`;
  if (changed.length === 0) throw new EditConflictError();
  const content = {
    channel: message.channel,
    occurredAt: message.occurredAt.toISOString(),
    subject: message.subject,
    text: message.textNew,
  };
  await sql`
    insert into message_revisions (message_id, portal_id, revision, content, edited_by, edited_at)
    values (${message.id}, ${message.portalId}, ${message.revision}, ${sql.json(content)}, ${sql.json(by)}, ${now})`;
  const { portalId, contactId, conversationId, id: messageId } = message;
  const key = `note-update:${messageId}:${edit.revision + 1}`;
  await addEffects(sql, [{ portalId, contactId, conversationId, messageId, kind: 'note_update', key }], now);
  return (await getMessage(sql, messageId))!;
}
