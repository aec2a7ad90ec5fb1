import { afterSending } from '../conversations/after-sending.ts';
import { contactOfConversation } from '../conversations/contacts.ts';
import { openBody } from '../conversations/message-bodies.ts';
import { getMessage, messagesBefore, recordMessageId } from '../conversations/messages.ts';
import { deriveReplyToken, getReplyToken } from '../conversations/reply-tokens.ts';
import { findSuppression } from '../conversations/suppressions.ts';
import type { OutgoingMail } from '../mail/outgoing/mail.ts';
import { composeTracked } from '../mail/outgoing/tracked.ts';
import { makeLink } from '../mail/own-marks/links.ts';
import { ownMessageId, signedMessageId, storedMessageId } from '../mail/own-marks/message-ids.ts';
import { replyAddress } from '../mail/own-marks/reply-address.ts';
import { type ClaimedEffect, failEffect, getEffect, markSending, settleEffects } from '../outbox/effects.ts';
import { LEASE_MS } from '../outbox/hold.ts';
import { type Reason, reason } from '../outbox/reasons.ts';
import { readPortal } from '../portals/portals.ts';
import { composedAnswer } from './compose-answer.ts';
import type { JobContext } from './context.ts';
import { composed, retryLater, takeAndSend } from './mail-attempts.ts';

const THREAD = 20;

/**
 * Sends one mail to a customer, a tracked email or a rep's answer. Where its outcome is unknown it is never sent a second
 * time by itself.
 */
export async function sendTrackedEmail(context: JobContext, payload: { effectId: string }): Promise<null> {
  await context.pass('send');
  await takeAndSend(context, 'send-tracked-email', payload.effectId, (effect) => sendOnce(context, effect));
  const effect = await getEffect(context.sql, payload.effectId);
  // Whoever wrote an answer that does not go hears of it now, not with the next minute's sweep.
  const isStopped = effect?.kind === 'answer_send' && ['needs_attention', 'cancelled'].includes(effect.state);
  if (isStopped) await context.queue.transact(async ({ enqueue }) => enqueue('sweep', {}));
  // Its row tells what became of it.
  return null;
}

async function sendOnce(context: JobContext, effect: ClaimedEffect): Promise<void> {
  const { sql, queue, now } = context;
  if (effect.recovered) {
    const failure = { state: 'unknown', reason: reason('stopped_while_sending'), nextStep: 'ask_and_retry' } as const;
    return failEffect(sql, effect, failure, now());
  }
  if ((await readPortal(sql, effect.portalId)).state !== 'connected') {
    return failEffect(sql, effect, { state: 'cancelled', reason: reason('not_connected') }, now());
  }
  const result = await composed(context, effect, () => compose(context, effect));
  if (result === undefined) return;
  if ('not' in result) return failEffect(sql, effect, { state: 'cancelled', reason: result.not }, now());
  if (!(await markSending(sql, effect, { now: now(), leaseMs: LEASE_MS }))) return;
  try {
    const { id } = await context.sendMail(result.mail, { effectId: effect.id });
    await queue.transact(async (tx) => {
      await settleEffects(tx.sql, [{ id: effect.id, resultId: id }], now());
      await afterSending(tx, effect.id, now());
    });
  } catch (error) {
    await retryLater(context, effect, error, { unknown: 'stop' });
  }
}

async function compose(context: JobContext, effect: ClaimedEffect): Promise<{ mail: OutgoingMail } | { not: Reason }> {
  if (effect.kind === 'answer_send') return composedAnswer(context, effect);
  const mail = await composeEmail(context, effect);
  return mail ? { mail } : { not: reason('not_mailable') };
}

async function composeEmail(context: JobContext, effect: ClaimedEffect): Promise<OutgoingMail | null> {
  const { sql, signingKey, mailDomain, replyDomain } = context;
  const message = effect.messageId ? await getMessage(sql, effect.messageId) : null;
  const token = effect.replyTokenId ? await getReplyToken(sql, effect.replyTokenId) : null;
  const to = message?.recipients.to?.[0];
  if (!message || !token || !to) return null;
  // Whoever opted out between the click and now gets nothing.
  if (await findSuppression(sql, message.portalId, to.address)) return null;
  const contact = await contactOfConversation(sql, message.conversationId);
  if (contact.deletedAt || contact.deadAddresses.includes(to.address)) return null;
  const { settings } = await readPortal(sql, message.portalId);
  const { language, optOutLine, postalAddress } = settings;
  const before = await messagesBefore(sql, message, THREAD);
  const body = openBody(message, context.keyring);
  const messageId = ownMessageId(message.id, signingKey, replyDomain);
  await recordMessageId(sql, message.id, storedMessageId(messageId, replyDomain));
  return composeTracked({
    rep: { name: token.sentBy.name, address: token.sentBy.address },
    replyAddress: replyAddress(deriveReplyToken(signingKey, token.id), replyDomain),
    to,
    subject: message.subject,
    text: body.full,
    html: body.html,
    fromDomain: mailDomain,
    messageId,
    references: before.flatMap(({ messageId: id }) => (id ? signedMessageId(id, signingKey, replyDomain) : [])),
    unsubscribeUrl: `${context.publicUrl}/webhooks/unsubscribe/${makeLink('unsubscribe', message.id, signingKey)}`,
    footer: optOutLine ? { postalAddress, language } : null,
    marker: message.id,
  });
}
