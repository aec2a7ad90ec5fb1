import type { Queryable } from '../database/types.ts';
import { type Effect, getEffect, goesToCustomer, reportFailure, settleEffects } from '../outbox/effects.ts';
import { contactOfConversation, markAddressDead } from './contacts.ts';
import { markDelivery } from './messages.ts';
import { suppress } from './suppressions.ts';

/** What SendGrid's event webhook says of one mail (Twilio docs, "Event Webhook reference"). */
export type DeliveryEvent = {
  effectId: string;
  event:
    | 'processed'
    | 'delivered'
    | 'deferred'
    | 'bounce'
    | 'dropped'
    | 'spamreport'
    | 'unsubscribe'
    | 'group_unsubscribe';
  address: string;
  /** Of a bounce: `blocked` is temporary, `bounce` is for good. */
  bounceType: string | null;
  reason: string | null;
};

const PROOFS_OF_SENDING = ['processed', 'delivered', 'deferred'];

/**
 * Whether this event of a mail changes nothing, however often it is told: most tell that a forward was taken, which its
 * own answer has told before.
 */
export const saysNothingNew = (event: Pick<DeliveryEvent, 'event'>, effect: Effect | null): boolean =>
  effect === null || (PROOFS_OF_SENDING.includes(event.event) && effect.kind !== 'tracked_send' && !wasOpen(effect));

// Also one that waits for its next attempt: the one before was taken, whatever its answer said.
const wasOpen = ({ state, attempts }: Effect): boolean =>
  (state === 'pending' && attempts > 0) || state === 'unknown' || state === 'sending';

/**
 * Settles a mail by its delivery events: 202 was not delivery. A mail of unknown outcome is done once SendGrid speaks of
 * it; a bounce shows where a person sees it, and an address that is dead for good is not mailed again. Returns whether
 * the sending became certain by this event.
 */
export async function applyDeliveryEvent(
  sql: Queryable,
  event: DeliveryEvent,
  now: Date,
): Promise<{ settled: boolean }> {
  const effect = await getEffect(sql, event.effectId);
  if (!effect) return { settled: false };
  const toCustomer = goesToCustomer(effect.kind);
  if (PROOFS_OF_SENDING.includes(event.event)) {
    if (event.event === 'delivered' && effect.kind === 'tracked_send' && effect.messageId)
      await markDelivery(sql, effect.messageId, { said: 'delivered', now });
    const settled = wasOpen(effect);
    if (settled) await settleEffects(sql, [{ id: effect.id, resultId: effect.resultId }], now);
    return { settled };
  }
  const about = { portalId: effect.portalId, address: event.address, messageId: effect.messageId };
  if (event.event === 'bounce' || event.event === 'dropped') {
    const nextStep = toCustomer ? 'check_contact_address' : 'check_forward_address';
    const said = withoutAddresses(event.reason ?? '').slice(0, 200);
    const failure = {
      state: 'needs_attention',
      reason: { code: 'undeliverable', details: { said } },
      nextStep,
    } as const;
    await reportFailure(sql, effect.id, failure, now);
    if (toCustomer && effect.messageId) await markDelivery(sql, effect.messageId, { said: 'bounced', now });
    if (toCustomer && event.event === 'bounce' && event.bounceType !== 'blocked' && effect.conversationId) {
      const contact = await contactOfConversation(sql, effect.conversationId);
      await markAddressDead(sql, contact.id, event.address);
    }
  } else if (toCustomer) {
    await suppress(sql, { ...about, reason: event.event === 'spamreport' ? 'spam_report' : 'link' }, now);
  }
  return { settled: false };
}

/** Mail servers name the recipient in their refusals; the outbox holds no address. */
const withoutAddresses = (reason: string): string => reason.replace(/[^\s<>"'(]+@[^\s<>"')]+/g, '…');
