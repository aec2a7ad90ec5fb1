import { errorFacts } from '../error-facts.ts';
import { SendError } from '../mail/outgoing/sendgrid.ts';
import { type ClaimedEffect, claimEffect, failEffect, inHandUntil } from '../outbox/effects.ts';
import { holding, LEASE_MS } from '../outbox/hold.ts';
import { type Reason, reason } from '../outbox/reasons.ts';
import { wake } from '../outbox/wake.ts';
import type { JobContext } from './context.ts';

export const SEND_TIMEOUT_MS = 20_000;
const PAUSES_SECONDS = [5, 15, 60, 300, 900, 1800];
// With these pauses an outage of SendGrid of two days is survived.
const MAX_ATTEMPTS = 100;
// What cannot be put together after half an hour is no outage: a person has to see it.
const MAX_COMPOSING = 6;

/**
 * Takes a mail and sends it, unless it is nobody's to send now. What another process has in hand is looked at again when
 * its time is over: that process may be dead, and the sweep would find it up to a minute later.
 */
export async function takeAndSend<Result>(
  context: Pick<JobContext, 'sql' | 'queue' | 'now' | 'log'>,
  job: 'forward' | 'send-tracked-email',
  effectId: string,
  send: (effect: ClaimedEffect) => Promise<Result>,
): Promise<Result | undefined> {
  const { sql, queue, now } = context;
  const effect = await claimEffect(sql, { id: effectId, now: now(), leaseMs: LEASE_MS });
  if (effect)
    return holding(
      context,
      () => [effect],
      () => send(effect),
    );
  const until = await inHandUntil(sql, effectId);
  if (!until) return undefined;
  const startAfter = Math.max(1, Math.ceil((until.getTime() - now().getTime()) / 1000));
  await queue.transact(async ({ enqueue }) => enqueue(job, { effectId }, { startAfter }));
  return undefined;
}

type Outbox = Pick<JobContext, 'queue' | 'now' | 'log'>;

/**
 * Puts a mail together. Where that fails nothing has left: it is tried again, and then shown to a person. Resolves with
 * undefined where that was settled here.
 */
export async function composed<Mail>(
  context: Outbox,
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
    if (effect.attempts < MAX_COMPOSING) await postpone(context, effect, reason('not_composed'), pauseAfter(effect));
    else await giveUp(context, effect, reason('not_composed'));
    return undefined;
  }
}

/**
 * Decides after a failed attempt to send a mail. `unknown: 'again'`: sending twice is better than not at all (to the
 * rep); `'stop'`: it is not (to a customer), so the mail waits for SendGrid's event or for a person.
 */
export async function retryLater(
  context: Outbox,
  effect: ClaimedEffect,
  error: unknown,
  { unknown }: { unknown: 'again' | 'stop' },
): Promise<void> {
  if (!(error instanceof SendError)) throw error;
  const { queue, now, log } = context;
  log.warn(
    { portalId: effect.portalId, effectId: effect.id, kind: effect.kind, err: errorFacts(error) },
    'a mail was not taken',
  );
  const { failure, problem, retryAfterMs } = error;
  if (failure === 'unknown' && unknown === 'stop') {
    const stopped = { state: 'unknown', reason: problem, nextStep: 'ask_and_retry' } as const;
    return queue.transact((tx) => failEffect(tx.sql, effect, stopped, now()));
  }
  if (failure === 'rejected' || effect.attempts >= MAX_ATTEMPTS) return giveUp(context, effect, problem);
  await postpone(context, effect, problem, retryAfterMs ?? pauseAfter(effect));
}

const pauseAfter = ({ attempts }: ClaimedEffect) => (PAUSES_SECONDS[attempts - 1] ?? 1800) * 1000;

async function postpone({ queue, now }: Outbox, effect: ClaimedEffect, why: Reason, pauseMs: number): Promise<void> {
  const at = now();
  const runAfter = new Date(at.getTime() + pauseMs);
  await queue.transact(async (tx) => {
    await failEffect(tx.sql, effect, { state: 'pending', reason: why, runAfter }, at);
    wake(tx, [{ ...effect, runAfter }], at);
  });
}

function giveUp({ queue, now }: Outbox, effect: ClaimedEffect, why: Reason): Promise<void> {
  const failure = { state: 'needs_attention', reason: why, nextStep: 'retry' } as const;
  return queue.transact((tx) => failEffect(tx.sql, effect, failure, now()));
}
