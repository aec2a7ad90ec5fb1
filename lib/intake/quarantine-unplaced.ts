import { contactOfConversation } from '../conversations/contacts.ts';
import { createReplyToken, type ReplyToken } from '../conversations/reply-tokens.ts';
import type { Sealed } from '../keyring.ts';
import { addEffects, hasEffect } from '../outbox/add-effects.ts';
import type { Tx } from '../queue.ts';
import { recordInboundOutcome } from './inbound.ts';
import { isFirstPlacement } from './placed-mails.ts';
import type { Placement } from './placement.ts';
import { quarantine } from './quarantine.ts';

export type Arrival = {
  inboundId: string;
  receivedAt: Date;
  fromAddress: string | null;
  subject: string | null;
  /** The first words of a late mail. */
  excerpt: Sealed | null;
  /** Hex; null where there was no mail to read. */
  hash: string | null;
};

type Unplaced = Exclude<Placement, { kind: 'conversation' }> | { kind: 'malformed' };

/**
 * Keeps a mail that has no conversation to go to. An expired address stays in its portal and its rep is told, once a day
 * and address: a late thread must not flood the mailbox, and the home page lists every such mail. Anything else is the
 * operator's.
 */
export async function quarantineUnplaced(
  tx: Tx,
  arrival: Arrival,
  placement: Unplaced,
  { signingKey, now }: { signingKey: Buffer; now: Date },
): Promise<void> {
  if (placement.kind === 'expired') return quarantineLate(tx, arrival, placement.token, { signingKey, now });
  const reason =
    placement.kind === 'several'
      ? 'several_conversations'
      : placement.kind === 'malformed'
        ? 'malformed'
        : placement.reason;
  const portalId = placement.kind === 'several' ? placement.portalId : null;
  if (await recordInboundOutcome(tx.sql, arrival.inboundId, { state: 'quarantined', outcome: reason, portalId }, now)) {
    await quarantine(tx.sql, { ...arrival, portalId, reason });
  }
}

async function quarantineLate(
  tx: Tx,
  arrival: Arrival,
  token: ReplyToken,
  { signingKey, now }: { signingKey: Buffer; now: Date },
): Promise<void> {
  const { portalId, conversationId } = token;
  const { inboundId, hash } = arrival;
  const isFirst = hash === null || (await isFirstPlacement(tx.sql, { portalId, conversationId, hash, inboundId }, now));
  const settled = isFirst
    ? ({ state: 'quarantined', outcome: 'expired_token', portalId } as const)
    : ({ state: 'dropped', outcome: 'duplicate', portalId } as const);
  if (!(await recordInboundOutcome(tx.sql, inboundId, settled, now)) || !isFirst) return;
  const contact = await contactOfConversation(tx.sql, conversationId);
  const quarantineId = await quarantine(tx.sql, {
    ...arrival,
    portalId,
    reason: 'expired_token',
    replyTokenId: token.id,
    contactId: contact.id,
  });
  const key = `notice:${token.id}:${now.toISOString().slice(0, 10)}`;
  if (await hasEffect(tx.sql, portalId, key)) return;
  const given = { portalId, conversationId, sentMessageId: null, sentBy: token.sentBy, kind: 'rep' } as const;
  const { id: replyTokenId } = await createReplyToken(tx.sql, given, { key: signingKey, now });
  const about = { portalId, contactId: contact.id, conversationId, replyTokenId };
  const details = { quarantineId, replyTokenId: token.id };
  await addEffects(tx, [{ ...about, kind: 'notice', key, details }], now);
}
