import { contactOfConversation } from '../conversations/contacts.ts';
import { addEffects } from '../outbox/add-effects.ts';
import type { Tx } from '../queue.ts';
import { recordInboundOutcome } from './inbound.ts';
import type { Placement } from './placement.ts';
import { type NewQuarantined, quarantine } from './quarantine.ts';

type Mail = Pick<NewQuarantined, 'inboundId' | 'receivedAt' | 'fromAddress' | 'subject'> & { inboundId: string };

/**
 * Keeps a mail that has no conversation to go to. An expired address stays in its portal and its rep is told, once a day
 * and address: a late thread must not flood the mailbox, and the home page lists every such mail. Anything else is the
 * operator's.
 */
export async function quarantineUnplaced(
  tx: Tx,
  mail: Mail,
  placement: Exclude<Placement, { kind: 'conversation' }>,
  now: Date,
): Promise<void> {
  if (placement.kind === 'expired') {
    const { token } = placement;
    const { portalId, conversationId } = token;
    const settled = { state: 'quarantined', outcome: 'expired_token', portalId } as const;
    if (!(await recordInboundOutcome(tx.sql, mail.inboundId, settled, now))) return;
    const contact = await contactOfConversation(tx.sql, conversationId);
    const quarantineId = await quarantine(tx.sql, {
      ...mail,
      portalId,
      reason: 'expired_token',
      replyTokenId: token.id,
      contactId: contact.id,
    });
    const key = `notice:${token.id}:${now.toISOString().slice(0, 10)}`;
    const about = { portalId, contactId: contact.id, conversationId, replyTokenId: token.id };
    const details = { quarantineId, replyTokenId: token.id };
    await addEffects(tx, [{ ...about, kind: 'notice', key, details }], now);
    return;
  }
  const reason = placement.kind === 'several' ? 'several_conversations' : placement.reason;
  const portalId = placement.kind === 'several' ? placement.portalId : null;
  if (await recordInboundOutcome(tx.sql, mail.inboundId, { state: 'quarantined', outcome: reason, portalId }, now)) {
    await quarantine(tx.sql, { ...mail, portalId, reason });
  }
}
