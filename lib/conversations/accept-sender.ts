import { releaseHeld } from '../outbox/add-effects.ts';
import type { Author } from '../portals/author.ts';
import type { Portal } from '../portals/portals.ts';
import type { Tx } from '../queue.ts';
import { currentAnalyses } from './analyses.ts';
import { optOut } from './analysis-effects.ts';
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
  const contact = await contactOfConversation(tx.sql, message.conversationId);
  // Only a reply's author is the customer: what was logged is the rep's.
  if (message.kind === 'reply' && message.author.address)
    await acceptAddress(tx.sql, contact.id, message.author.address);
  const analysis = (await currentAnalyses(tx.sql, [message.id])).get(message.id);
  const kind = analysis?.fields.kind;
  if (kind === 'human' || kind === 'unsubscribe') {
    const { conversationId, receivedAt } = message;
    await countAsReply(tx, { messageId: message.id, contact, portal, conversationId, receivedAt }, now);
  }
  await releaseHeld(tx, message.id, now);
  if (kind === 'unsubscribe') await optOut(tx, { portal, contact, message }, now);
  return true;
}
