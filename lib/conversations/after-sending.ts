import type { Queryable } from '../database/types.ts';
import { addEffects, getEffect } from '../outbox/effects.ts';
import { readPortal } from '../portals/portals.ts';
import { answerConversation } from './answers.ts';
import { contactOfConversation } from './contacts.ts';
import { changeStatus } from './status.ts';

/**
 * A tracked email has left: the CRM gets it and its reply address, the status says `contacted`, and what waited is
 * answered by it. Safe to call again for the same mail. Returns the portal to sync, or null for any other effect.
 */
export async function afterSending(sql: Queryable, effectId: string, now: Date): Promise<number | null> {
  const effect = await getEffect(sql, effectId);
  if (effect?.kind !== 'tracked_send' || !effect.conversationId || !effect.messageId) return null;
  const { portalId, conversationId, messageId, replyTokenId } = effect;
  const [portal, contact] = [await readPortal(sql, portalId), await contactOfConversation(sql, conversationId)];
  const about = { portalId, contactId: contact.id, conversationId, messageId, replyTokenId };
  await addEffects(
    sql,
    [
      { ...about, kind: 'email_object', key: `email:${messageId}` },
      { ...about, kind: 'address_property', key: `address:${messageId}` },
    ],
    now,
  );
  if (portal.settings.automaticStatus) {
    await changeStatus(sql, { contact, conversationId, to: 'contacted', author: null, writeProperty: true }, now);
  }
  await answerConversation(sql, { contact, conversationId, messageId, key: messageId }, now);
  return portalId;
}
