import type { Transaction } from '../database/index.ts';
import { once } from '../database/once.ts';
import { type ContactFacts, upsertContact } from './contacts.ts';
import { openConversation } from './conversations.ts';
import { createToken, type Sender } from './reply-tokens.ts';

export type NewReplyAddress = { tokenId: string; contactId: string; conversationId: string };

/**
 * A reply address for mail that is sent from elsewhere: a token without a sent message, in the contact's conversation
 * without a subject. The same key gives the same address.
 */
export function createReplyAddress(
  tx: Transaction,
  { portalId, recipient, sender, key }: { portalId: number; recipient: ContactFacts; sender: Sender; key: string },
  { tokenKey, now }: { tokenKey: Buffer; now: Date },
): Promise<NewReplyAddress> {
  return once(tx, { portalId, key: `address:${key}` }, now, async () => {
    const contact = await upsertContact(tx, portalId, recipient, now);
    const { id: conversationId } = await openConversation(tx, { portalId, contactId: contact.id, subject: '' }, now);
    const token = { portalId, conversationId, sentMessageId: null, sentBy: sender };
    const { id: tokenId } = await createToken(tx, token, { key: tokenKey, now });
    return { tokenId, contactId: contact.id, conversationId };
  });
}
