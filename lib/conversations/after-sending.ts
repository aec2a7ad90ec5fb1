import { addEffects } from '../outbox/add-effects.ts';
import { getEffect } from '../outbox/effects.ts';
import { readPortal } from '../portals/portals.ts';
import type { Tx } from '../queue.ts';
import { recordAnswer } from './after-answer.ts';
import { settleConversation } from './answers.ts';
import { contactOfConversation } from './contacts.ts';
import { markLeft, recordLeft } from './messages.ts';
import { changeStatus } from './status.ts';

/**
 * A tracked email has left: the CRM gets it and its reply address, the status says `contacted`, and what waited is
 * answered by it. Of an answer that was to leave later the CRM hears now. Safe to call again for the same mail; any other
 * effect has no such consequences.
 */
export async function afterSending(tx: Tx, effectId: string, now: Date): Promise<void> {
  const effect = await getEffect(tx.sql, effectId);
  if (!effect?.conversationId || !effect.messageId) return;
  const { portalId, conversationId, messageId, replyTokenId } = effect;
  if (effect.kind === 'answer_send' && effect.details.scheduled === true) {
    await recordLeft(tx.sql, messageId, now);
    await recordAnswer(tx, { portalId, contactId: effect.contactId, conversationId, messageId, replyTokenId }, now);
    return;
  }
  if (effect.kind !== 'tracked_send') return;
  const [portal, contact] = [await readPortal(tx.sql, portalId), await contactOfConversation(tx.sql, conversationId)];
  await markLeft(tx.sql, messageId, now);
  const about = { portalId, contactId: contact.id, conversationId, messageId, replyTokenId };
  await addEffects(
    tx,
    [
      { ...about, kind: 'email_object', key: `email:${messageId}` },
      { ...about, kind: 'address_property', key: `address:${messageId}` },
    ],
    now,
  );
  if (portal.settings.automaticStatus) {
    await changeStatus(tx, { contact, conversationId, to: 'contacted', author: null, writeProperty: true }, now);
  }
  await settleConversation(tx, { contact, conversationId, messageId, key: messageId, until: now }, now);
}
