import { addEffects, releaseHeld } from '../outbox/add-effects.ts';
import type { Author } from '../portals/author.ts';
import type { Portal } from '../portals/portals.ts';
import type { Tx } from '../queue.ts';
import { currentAnalyses } from './analyses.ts';
import { isOfPerson, optOut } from './analysis-effects.ts';
import { acceptAddress, contactOfConversation } from './contacts.ts';
import { acceptMessage, type Message } from './messages.ts';
import { countAsReply } from './replies.ts';

/**
 * A person says that the sender of a reply is who they should be: the address is remembered for this contact, the reply
 * counts as its answer, and what it had caused goes out. Returns false where it was accepted before.
 */
export async function acceptSender(
  tx: Tx,
  { portal, message, by }: { portal: Portal; message: Message; by: Author },
  now: Date,
): Promise<boolean> {
  if (!(await acceptMessage(tx.sql, message.id, by, now))) return false;
  // Only a reply's author is the customer: what was logged is the rep's.
  if (message.kind === 'reply' && message.author.address)
    await acceptAddress(tx.sql, message.contactId, message.author.address);
  const contact = await contactOfConversation(tx.sql, message.conversationId);
  const analysis = (await currentAnalyses(tx.sql, [message.id])).get(message.id);
  const isCounted = analysis !== undefined && isOfPerson(message, analysis);
  if (isCounted) {
    const { conversationId, receivedAt } = message;
    await countAsReply(tx, { messageId: message.id, contact, portal, conversationId, receivedAt }, now);
  }
  await releaseHeld(tx, message.id, now);
  const { portalId, contactId, conversationId, id: messageId } = message;
  const asked = { kind: 'task_completion', key: `task-done:sender:${messageId}`, details: { type: 'sender' } } as const;
  await addEffects(tx, [{ portalId, contactId, conversationId, messageId, ...asked }], now);
  if (isCounted && analysis.fields.kind === 'unsubscribe') await optOut(tx, { portal, contact, message }, now);
  return true;
}
