import { addEffects, releaseHeld } from '../outbox/add-effects.ts';
import { cancelHeld, moveEffects } from '../outbox/hold-and-cancel.ts';
import { type AuditDetails, recordAudit } from '../portals/audit.ts';
import type { Author } from '../portals/author.ts';
import type { Portal } from '../portals/portals.ts';
import type { Tx } from '../queue.ts';
import { currentAnalyses } from './analyses.ts';
import { isOfPerson, optOut } from './analysis-effects.ts';
import { acceptAddress, type Contact, contactOfConversation } from './contacts.ts';
import { openConversation } from './conversations.ts';
import { acceptMessage, type Message, moveMessage } from './messages.ts';
import { countAsReply } from './replies.ts';
import { followAnalysis } from './waiting.ts';
import { ignoreMessage } from './waits.ts';

type Verdict = { portal: Portal; message: Message; by: Author };

/**
 * A person says who wrote a reply: `contact` is whom it is of, and the address is remembered for them; `colleague` is
 * somebody else at the company, for this once; `other_contact` is as `contact`, of a reply that was moved there. It counts as
 * the contact's reply, and what it had caused goes out. Returns false where somebody has said so before.
 */
export async function acceptSender(
  tx: Tx,
  { portal, message, by, is }: Verdict & { is: 'contact' | 'colleague' | 'other_contact' },
  now: Date,
): Promise<boolean> {
  if (!(await acceptMessage(tx.sql, message.id, by, now))) return false;
  await recordJudgment(tx, { message, by }, is, now);
  // Only a reply's author is the customer: what was logged is the rep's.
  if (is !== 'colleague' && message.kind === 'reply' && message.author.address)
    await acceptAddress(tx.sql, message.contactId, message.author.address);
  const contact = await contactOfConversation(tx.sql, message.conversationId);
  const analysis = (await currentAnalyses(tx.sql, [message.id])).get(message.id);
  const isCounted = analysis !== undefined && isOfPerson(message, analysis);
  if (isCounted) {
    await countAsReply(tx, { message, contact, portal }, now);
    await followAnalysis(tx, { message, analysis }, now);
  }
  await releaseHeld(tx, message.id, now);
  await closeQuestion(tx, message, now);
  if (isCounted && analysis.fields.kind === 'unsubscribe') await optOut(tx, { portal, contact, message }, now);
  return true;
}

/** The reply is another contact's: it moves there, and what HubSpot was told of it with it. */
export async function acceptForOther(
  tx: Tx,
  { portal, message, by, contact }: Verdict & { contact: Contact },
  now: Date,
): Promise<boolean> {
  const { id, portalId, subject } = message;
  await closeQuestion(tx, message, now);
  const place = { portalId, contactId: message.contactId, conversationId: message.conversationId, messageId: id };
  await addEffects(tx, [{ ...place, kind: 'removal', key: `removal:moved:${id}` }], now);
  const conversation = await openConversation(tx.sql, { portalId, contactId: contact.id, subject }, now);
  const to = { contactId: contact.id, conversationId: conversation.id };
  await moveMessage(tx.sql, id, to);
  await moveEffects(tx.sql, id, to);
  await addEffects(tx, [{ portalId, ...to, messageId: id, kind: 'email_object', key: `email:${id}` }], now);
  return acceptSender(tx, { portal, message: { ...message, ...to }, by, is: 'other_contact' }, now);
}

/** Nobody whom the contact's record is about: the words stay on our timeline and cause nothing. */
export async function ignoreSender(tx: Tx, { message, by }: Omit<Verdict, 'portal'>, now: Date): Promise<boolean> {
  if (!(await ignoreMessage(tx.sql, message.id, by, now))) return false;
  await recordJudgment(tx, { message, by }, 'nobody', now);
  await cancelHeld(tx.sql, message.id, now);
  await closeQuestion(tx, message, now);
  return true;
}

async function recordJudgment(
  tx: Tx,
  { message: { portalId, contactId }, by }: Omit<Verdict, 'portal'>,
  as: AuditDetails['sender_judged']['as'],
  now: Date,
): Promise<void> {
  await recordAudit(tx.sql, { portalId, by, action: 'sender_judged', details: { as }, contactId }, now);
}

/** The task that asks who wrote is done. */
async function closeQuestion(tx: Tx, { id, portalId, contactId, conversationId }: Message, now: Date): Promise<void> {
  const asked = { kind: 'task_completion', key: `task-done:sender:${id}`, details: { type: 'sender' } } as const;
  await addEffects(tx, [{ portalId, contactId, conversationId, messageId: id, ...asked }], now);
}
