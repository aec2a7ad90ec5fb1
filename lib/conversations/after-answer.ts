import { addEffects, type NewEffect } from '../outbox/add-effects.ts';
import type { Tx } from '../queue.ts';
import { settleConversation } from './answers.ts';
import type { Contact } from './contacts.ts';

export type AboutAnswer = {
  portalId: number;
  contactId: string | null;
  conversationId: string;
  messageId: string;
  replyTokenId?: string | null;
};

/** The answer stands in HubSpot at once, and nothing waits any more; whether it arrives is told where it does not. */
export async function afterAnswer(
  tx: Tx,
  about: AboutAnswer,
  {
    contact,
    at,
    now,
    log = {},
  }: { contact: Contact; at: Date; now: Date; log?: Pick<NewEffect, 'details' | 'runAfter'> },
): Promise<void> {
  const { conversationId, messageId } = about;
  await recordAnswer(tx, about, now, log);
  await settleConversation(tx, { contact, conversationId, messageId, key: messageId, until: at }, now);
}

/** Asks HubSpot to keep the answer and the reply address that it carries. */
export async function recordAnswer(
  tx: Tx,
  about: AboutAnswer,
  now: Date,
  log: Pick<NewEffect, 'details' | 'runAfter'> = {},
): Promise<void> {
  const { messageId, replyTokenId } = about;
  const address = replyTokenId ? [{ ...about, kind: 'address_property', key: `address:${messageId}` } as const] : [];
  await addEffects(tx, [{ ...about, ...log, kind: 'email_object', key: `email:${messageId}` }, ...address], now);
}
