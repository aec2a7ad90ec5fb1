import { addEffects } from '../outbox/add-effects.ts';
import { cancelScheduled } from '../outbox/hold-and-cancel.ts';
import type { Tx } from '../queue.ts';
import { refreshWaiting } from './conversations.ts';
import type { Message } from './messages.ts';
import { reopenAnswered } from './waits.ts';

/** An answer that was to leave later does not; what it had answered waits again. Returns the id of that, null where it has left. */
export async function takeBack(tx: Tx, message: Message, now: Date): Promise<string | null> {
  const effect = await cancelScheduled(tx.sql, message.id, now);
  const answeredId = effect?.details.answeredMessageId;
  if (typeof answeredId !== 'string') return null;
  const { portalId, contactId, conversationId, id: messageId } = message;
  if (await reopenAnswered(tx.sql, answeredId)) {
    await refreshWaiting(tx.sql, conversationId);
    const about = { portalId, contactId, conversationId, messageId };
    await addEffects(tx, [{ ...about, kind: 'waiting_property', key: `waiting:taken-back:${messageId}` }], now);
  }
  return answeredId;
}
