import type { Transaction } from '../database/types.ts';
import type { Keyring } from '../keyring.ts';
import { once } from '../portals/once.ts';
import { type ContactFacts, upsertContact } from './contacts.ts';
import { openConversation } from './conversations.ts';
import { createReplyToken, type Rep } from './reply-tokens.ts';

export type NewReplyAddress = { replyTokenId: string; contactId: string; conversationId: string };

/**
 * A reply address for mail that is sent from elsewhere: a token without a sent message, in the contact's conversation
 * without a subject. The same key gives the same address.
 */
export function createReplyAddress(
  tx: Transaction,
  { portalId, recipient, rep, key }: { portalId: number; recipient: ContactFacts; rep: Rep; key: string },
  { signingKey, keyring, now }: { signingKey: Buffer; keyring: Keyring; now: Date },
): Promise<NewReplyAddress> {
  return once(tx, { portalId, key: `address:${key}` }, { keyring, now }, async () => {
    const contact = await upsertContact(tx, portalId, recipient, now);
    const { id: conversationId } = await openConversation(tx, { portalId, contactId: contact.id, subject: '' }, now);
    const token = { portalId, conversationId, sentMessageId: null, sentBy: rep };
    const { id: replyTokenId } = await createReplyToken(tx, token, { key: signingKey, now });
    return { replyTokenId, contactId: contact.id, conversationId };
  });
}
