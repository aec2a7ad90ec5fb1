import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JobContext } from '../../lib/jobs/context.ts';
import { composed, retryLater } from '../../lib/jobs/mail-attempts.ts';
import { SendError, type SendFailure, type SendProblem } from '../../lib/mail/outgoing/sendgrid.ts';
import { addEffects } from '../../lib/outbox/add-effects.ts';
import type { MailEffectKind } from '../../lib/outbox/effects.ts';
import { type ClaimedEffect, claimEffect, getEffect } from '../../lib/outbox/effects.ts';
import { PORTAL_ID, world } from '../conversations/support.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type AskedJob, transactions } from '../support/transact.ts';

const now = new Date('2026-11-20T10:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
let database: TestDatabase;
let context: Pick<JobContext, 'queue' | 'now' | 'log'>;
let asked: AskedJob[];
beforeAll(async () => {
  database = await testDatabase();
  await world(database.sql, now);
  const { transact, asked: jobs } = transactions(database.sql);
  asked = jobs;
  const queue = { transact } as JobContext['queue'];
  context = { queue, now: () => now, log: pino({ level: 'silent' }) };
});
afterAll(() => database.close());
beforeEach(() => database.sql`delete from effects`);

/** An effect that was claimed so often. */
async function attempted(kind: MailEffectKind, attempts: number): Promise<ClaimedEffect> {
  const effect = { portalId: PORTAL_ID, kind, key: 'k' } as const;
  const id = (await context.queue.transact((tx) => addEffects(tx, [effect], now))).get('k')!;
  await database.sql`update effects set attempts = ${attempts - 1} where id = ${id}`;
  const claimed = await claimEffect(database.sql, { id, now, leaseMs: 1000 });
  asked.length = 0;
  return claimed!;
}
const problem: SendProblem = { code: 'sendgrid_failed', details: { status: 503 } };
const error = (failure: SendFailure, retryAfterMs: number | null = null) =>
  new SendError(failure, problem, { status: 503, retryAfterMs });
const effect = async ({ id }: ClaimedEffect) => (await getEffect(database.sql, id))!;

describe('a mail that was not taken', () => {
  test.each([
    [1, 5],
    [2, 15],
    [6, 1800],
    [99, 1800],
  ])('after attempt %i waits %i s, and its own job wakes then', async (attempts, seconds) => {
    const mail = await attempted('tracked_send', attempts);
    await retryLater(context, mail, error('transient'), { unknown: 'stop' });
    expect(await effect(mail)).toMatchObject({ state: 'pending', reason: problem, runAfter: later(seconds) });
    expect(asked).toEqual([{ name: 'send-tracked-email', payload: { effectId: mail.id }, startAfter: seconds }]);
  });

  test('waits as long as SendGrid asks', async () => {
    const mail = await attempted('forward', 1);
    await retryLater(context, mail, error('transient', 90_000), { unknown: 'again' });
    expect(asked).toEqual([{ name: 'forward', payload: { effectId: mail.id }, startAfter: 90 }]);
  });

  test.each<[string, SendFailure, number]>([
    ['refused', 'rejected', 1],
    ['tried a hundred times', 'transient', 100],
  ])('and was %s is shown to a person', async (_what, failure, attempts) => {
    const mail = await attempted('forward', attempts);
    await retryLater(context, mail, error(failure), { unknown: 'again' });
    expect(await effect(mail)).toMatchObject({ state: 'needs_attention', reason: problem, nextStep: 'retry' });
    expect(asked).toEqual([]);
  });

  test('for certain goes again to the rep, and never to a customer', async () => {
    const forward = await attempted('forward', 1);
    await retryLater(context, forward, error('unknown'), { unknown: 'again' });
    expect(await effect(forward)).toMatchObject({ state: 'pending' });
    await database.sql`delete from effects`;
    const email = await attempted('tracked_send', 1);
    await retryLater(context, email, error('unknown'), { unknown: 'stop' });
    expect(await effect(email)).toMatchObject({ state: 'unknown', reason: problem, nextStep: 'ask_and_retry' });
    expect(asked).toEqual([]);
  });

  test('for a fault of ours is no failure of SendGrid’s', async () => {
    const mail = await attempted('forward', 1);
    await expect(retryLater(context, mail, new RangeError('x'), { unknown: 'again' })).rejects.toThrow(RangeError);
  });
});

describe('a mail that cannot be put together', () => {
  const fail = () => Promise.reject(new TypeError('x'));

  test('is tried again, and after the sixth time shown to a person', async () => {
    const fifth = await attempted('forward', 5);
    expect(await composed(context, fifth, fail)).toBeUndefined();
    expect(await effect(fifth)).toMatchObject({ state: 'pending', reason: { code: 'not_composed' } });
    expect(asked).toHaveLength(1);
    await database.sql`delete from effects`;
    const sixth = await attempted('forward', 6);
    expect(await composed(context, sixth, fail)).toBeUndefined();
    expect(await effect(sixth)).toMatchObject({ state: 'needs_attention', nextStep: 'retry' });
    expect(asked).toEqual([]);
  });

  test('is not one that there is nobody to send to', async () => {
    const mail = await attempted('forward', 1);
    expect(await composed(context, mail, async () => null)).toBeNull();
    expect(await effect(mail)).toMatchObject({ state: 'sending' });
  });
});
