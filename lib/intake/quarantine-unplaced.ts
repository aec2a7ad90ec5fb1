import { contactOfConversation } from '../conversations/contacts.ts';
import type { Queryable } from '../database/types.ts';
import { addEffects } from '../outbox/effects.ts';
import { recordInboundOutcome } from './inbound.ts';
import type { Placement } from './placement.ts';
import { type NewQuarantined, quarantine } from './quarantine.ts';

type Mail = Pick<NewQuarantined, 'inboundId' | 'receivedAt' | 'fromAddress' | 'subject'> & { inboundId: string };

/**
 * Keeps a mail that has no conversation to go to. An expired address stays in its portal and its rep is told, once a day
 * and address: a late thread must not flood the mailbox, and the home page lists every such mail. Anything else is the
 * operator's. Returns the notice to send, if any.
 */
export async function quarantineUnplaced(
  sql: Queryable,
  mail: Mail,
  placement: Exclude<Placement, { kind: 'conversation' }>,
  now: Date,
): Promise<string | null> {
  if (placement.kind === 'expired') {
    const { token } = placement;
    const { portalId, conversationId } = token;
    const settled = { state: 'quarantined', outcome: 'expired_token', portalId } as const;
    if (!(await recordInboundOutcome(sql, mail.inboundId, settled, now))) return null;
    const contact = await contactOfConversation(sql, conversationId);
    const quarantineId = await quarantine(sql, {
      ...mail,
      portalId,
      reason: 'expired_token',
      replyTokenId: token.id,
      contactId: contact.id,
    });
    const key = `notice:${token.id}:${now.toISOString().slice(0, 10)}`;
    const about = { portalId, contactId: contact.id, conversationId, replyTokenId: token.id };
    const added = await addEffects(
      sql,
      [{ ...about, kind: 'notice', key, details: { quarantineId, replyTokenId: token.id } }],
      now,
    );
    return added.get(key) ?? null;
  }
  const reason = placement.kind === 'several' ? 'several_conversations' : placement.reason;
  const portalId = placement.kind === 'several' ? placement.portalId : null;
  if (await recordInboundOutcome(sql, mail.inboundId, { state: 'quarantined', outcome: reason, portalId }, now)) {
    await quarantine(sql, { ...mail, portalId, reason });
  }
  return null;
}
