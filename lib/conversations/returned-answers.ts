import type { WhyReturned } from '../mail/outgoing/words.ts';
import { addEffects, hasEffect } from '../outbox/add-effects.ts';
import type { Effect } from '../outbox/effects.ts';
import type { Tx } from '../queue.ts';
import { refreshWaiting } from './conversations.ts';
import { getMessage } from './messages.ts';
import { createReplyToken, getReplyToken } from './reply-tokens.ts';
import { reopenAnswered } from './waits.ts';

/** Tells the rep of an answer that did not reach the customer; what it had answered waits again. */
export async function returnAnswer(
  tx: Tx,
  unsent: Effect,
  { signingKey, now }: { signingKey: Buffer; now: Date },
): Promise<void> {
  const { portalId, contactId, conversationId, messageId, details } = unsent;
  const token = typeof details.replyTokenId === 'string' ? await getReplyToken(tx.sql, details.replyTokenId) : null;
  if (!token || !conversationId || !messageId) return;
  const why = whyReturned(unsent);
  const key = `returned:${messageId}:${why === 'unsure' ? 'unsure' : 'unsent'}`;
  if (await hasEffect(tx.sql, portalId, key)) return;
  const given = { portalId, conversationId, sentMessageId: null, sentBy: token.sentBy, kind: 'rep' } as const;
  const { id: replyTokenId } = await createReplyToken(tx.sql, given, { key: signingKey, now });
  const about = { portalId, contactId, conversationId, messageId };
  const told = { kind: 'answer_returned', key, replyTokenId, details: { why, replyTokenId: token.id } } as const;
  await addEffects(tx, [{ ...about, ...told }], now);
  const wasAnswered = details.composed === true || (await hasEffect(tx.sql, portalId, `email:${messageId}`));
  const answeredId = typeof details.answeredMessageId === 'string' ? details.answeredMessageId : token.messageId;
  const answered = answeredId ? await getMessage(tx.sql, answeredId) : null;
  if (why === 'unsure' || !wasAnswered || !answered) return;
  if (!(await reopenAnswered(tx.sql, answered.id))) return;
  await refreshWaiting(tx.sql, conversationId);
  await addEffects(tx, [{ ...about, kind: 'waiting_property', key: `waiting:returned:${messageId}` }], now);
}

function whyReturned({ state, reason }: Effect): WhyReturned {
  if (state === 'unknown') return 'unsure';
  switch (reason?.code) {
    case 'answer_empty':
    case 'unresolved_fields':
    case 'mail_too_large':
    case 'dead_address':
    case 'no_address':
    case 'expired_token':
    case 'uninstalled':
    case 'nothing_answered':
    case 'contact_erased':
    case 'undeliverable':
      return reason.code;
    case 'not_connected':
      return 'uninstalled';
    default:
      return 'refused';
  }
}
