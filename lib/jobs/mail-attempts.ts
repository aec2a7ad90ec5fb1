import { errorFacts } from '../error-facts.ts';
import { SendError } from '../mail/outgoing/sendgrid.ts';
import { type ClaimedEffect, failEffect } from '../outbox/effects.ts';
import { wake } from '../outbox/wake.ts';
import type { JobContext } from './context.ts';

/** Longer than the time limit of one request to SendGrid (20 s). */
export const LEASE_MS = 60_000;
export const SEND_TIMEOUT_MS = 20_000;
const PAUSES_SECONDS = [5, 15, 60, 300, 900, 1800];
// With these pauses an outage of SendGrid of two days is survived.
const MAX_ATTEMPTS = 100;
// What cannot be put together after half an hour is no outage: a person has to see it.
const MAX_COMPOSING = 6;

/**
 * Puts a mail together. Where that fails nothing has left: it is tried again, and then shown to a person. Resolves with
 * undefined where that was settled here.
 */
export async function composed<Mail>(
  context: Pick<JobContext, 'queue' | 'now' | 'log'>,
  effect: ClaimedEffect,
  compose: () => Promise<Mail>,
): Promise<Mail | undefined> {
  try {
    return await compose();
  } catch (error) {
    context.log.error(
      { portalId: effect.portalId, effectId: effect.id, kind: effect.kind, err: errorFacts(error) },
      'a mail could not be put together',
    );
    const failure = effect.attempts < MAX_COMPOSING ? 'transient' : 'rejected';
    const failed = new SendError(failure, 'The mail could not be put together. The log of the server says why.');
    await retryLater(context, effect, failed, { unknown: 'again' });
    return undefined;
  }
}

/**
 * Decides after a failed attempt to send a mail. `unknown: 'again'`: sending twice is better than not at all (to the
 * rep); `'stop'`: it is not (to a customer), so the mail waits for SendGrid's event or for a person.
 */
export async function retryLater(
  { queue, now, log }: Pick<JobContext, 'queue' | 'now' | 'log'>,
  effect: ClaimedEffect,
  error: unknown,
  { unknown }: { unknown: 'again' | 'stop' },
): Promise<void> {
  if (!(error instanceof SendError)) throw error;
  log.warn(
    { portalId: effect.portalId, effectId: effect.id, kind: effect.kind, err: errorFacts(error) },
    'a mail was not taken',
  );
  const final = error.failure === 'rejected' || effect.attempts >= MAX_ATTEMPTS;
  const stopped = error.failure === 'unknown' && unknown === 'stop';
  const pause = error.retryAfterMs
    ? Math.ceil(error.retryAfterMs / 1000)
    : (PAUSES_SECONDS[effect.attempts - 1] ?? 1800);
  await queue.transact(async (tx) => {
    if (stopped)
      return failEffect(
        tx.sql,
        effect.id,
        { state: 'unknown', error: error.message, nextStep: 'ask_and_retry' },
        now(),
      );
    if (final)
      return failEffect(
        tx.sql,
        effect.id,
        { state: 'needs_attention', error: error.message, nextStep: 'retry' },
        now(),
      );
    const at = now();
    const runAfter = new Date(at.getTime() + pause * 1000);
    await failEffect(tx.sql, effect.id, { state: 'pending', error: error.message, runAfter }, at);
    wake(tx, [{ ...effect, runAfter }], at);
  });
}
