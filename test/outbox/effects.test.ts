import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addEffects, type NewEffect } from '../../lib/outbox/add-effects.ts';
import {
  type Attempt,
  claimEffect,
  claimEffects,
  type EffectState,
  failEffect,
  getEffect,
  HUBSPOT_EFFECTS,
  leaveUnsettled,
  MAIL_EFFECTS,
  MOVES,
  markBatch,
  markSending,
  releaseEffects,
  renewLeases,
  reportFailure,
  settleEffects,
} from '../../lib/outbox/effects.ts';
import { reason } from '../../lib/outbox/reasons.ts';
import { PORTAL_ID, world } from '../conversations/support.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { transactions } from '../support/transact.ts';
import { failAttempt } from './support.ts';

const now = new Date('2026-11-20T10:00:00Z');
const at = (ms: number) => new Date(now.getTime() + ms);
const LEASE = 1000;
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await world(database.sql, now);
});
afterAll(() => database.close());
beforeEach(() => database.sql`delete from effects`);

async function add(...effects: Partial<NewEffect>[]): Promise<string[]> {
  const rows = effects.map((one, n) => ({ portalId: PORTAL_ID, kind: 'note', key: `k${n}`, ...one }) as NewEffect);
  const ids = await transactions(database.sql).transact((tx) => addEffects(tx, rows, now));
  return rows.map(({ key }) => ids.get(key)!);
}
const claim = (when: Date, changes: Partial<Parameters<typeof claimEffects>[1]> = {}) =>
  claimEffects(database.sql, {
    portalId: PORTAL_ID,
    kinds: HUBSPOT_EFFECTS,
    limit: 10,
    now: when,
    leaseMs: LEASE,
    ...changes,
  });
const state = async (id: string) => (await getEffect(database.sql, id))!;

test('a claim takes what is due, oldest first, up to its limit, of its kinds and portal', async () => {
  const ids = await add({}, {}, {}, { runAfter: at(1) }, { kind: 'forward' }, { state: 'held' });
  expect((await claim(now, { portalId: PORTAL_ID + 1 })).map(({ id }) => id)).toEqual([]);
  expect((await claim(now, { limit: 2 })).map(({ id }) => id)).toEqual([ids[0], ids[1]]);
  expect((await claim(now)).map(({ id }) => id)).toEqual([ids[2]]);
  expect((await claim(now, { kinds: MAIL_EFFECTS })).map(({ id }) => id)).toEqual([ids[4]]);
  expect(await claim(now)).toEqual([]);
  expect((await claim(at(1))).map(({ id }) => id)).toEqual([ids[3]]);
});

test('what a dead process held is claimed again when its lease is over, to be looked up first', async () => {
  const [id] = await add({});
  expect(await claim(now)).toMatchObject([{ id, attempts: 1, recovered: false }]);
  expect(await claim(at(LEASE))).toEqual([]);
  await renewLeases(database.sql, [{ id: id!, attempts: 1 }], at(2 * LEASE));
  expect(await claim(at(LEASE + 1))).toEqual([]);
  expect(await claim(at(2 * LEASE + 1))).toMatchObject([{ id, attempts: 2, recovered: true }]);
});

test('one effect is claimed once, and not at all where it needs nothing any more', async () => {
  const [id, held] = await add({ kind: 'forward' }, { kind: 'forward', state: 'held' });
  const take = (which: string, when: Date) => claimEffect(database.sql, { id: which, now: when, leaseMs: LEASE });
  expect(await take(held!, now)).toBeNull();
  expect(await take(id!, now)).toMatchObject({ id, recovered: false });
  expect(await take(id!, at(LEASE))).toBeNull();
  expect(await take(id!, at(LEASE + 1))).toMatchObject({ id, recovered: false });
  await settleEffects(database.sql, [{ id: id!, resultId: 'x' }], now);
  expect(await take(id!, at(10 * LEASE))).toBeNull();
});

test('a settled effect has its result and no reason; what a person was shown meanwhile stays', async () => {
  const [done, bounced, cancelled] = await add({}, {}, {});
  const undeliverable = { code: 'undeliverable', details: { said: '550' } } as const;
  await failAttempt(database.sql, done!, { state: 'pending', reason: reason('hubspot_silent') }, now);
  await failAttempt(
    database.sql,
    bounced!,
    { state: 'needs_attention', reason: undeliverable, nextStep: 'retry' },
    now,
  );
  await failAttempt(database.sql, cancelled!, { state: 'cancelled', reason: reason('contact_erased') }, now);
  const results = [done, bounced, cancelled].map((id) => ({ id: id!, resultId: `notes/${id}` }));
  await settleEffects(database.sql, results, at(5));
  expect(await state(done!)).toMatchObject({
    state: 'done',
    resultId: `notes/${done}`,
    reason: null,
    settledAt: at(5),
  });
  expect(await state(bounced!)).toMatchObject({ state: 'needs_attention', resultId: null, reason: undeliverable });
  expect(await state(cancelled!)).toMatchObject({ state: 'cancelled', resultId: null });
});

test('a failed attempt waits for its next time, or for a person who is told why and what helps', async () => {
  const [again, given] = await add({}, {});
  const failed = { code: 'hubspot_failed', details: { status: 503 } } as const;
  await claim(now);
  await failAttempt(database.sql, again!, { state: 'pending', reason: failed, runAfter: at(60) }, at(1));
  expect(await state(again!)).toMatchObject({ state: 'pending', reason: failed, runAfter: at(60), settledAt: null });
  await failAttempt(database.sql, given!, { state: 'unknown', reason: failed, nextStep: 'look_and_retry' }, at(1));
  expect(await state(given!)).toMatchObject({
    state: 'unknown',
    reason: failed,
    nextStep: 'look_and_retry',
    settledAt: at(1),
  });
});

test('an attempt without an answer comes back to be looked up; one that was not made does not count', async () => {
  const [unclear, untried] = await add({}, {});
  await claim(now);
  await leaveUnsettled(database.sql, [{ id: unclear!, attempts: 1 }], at(50), reason('hubspot_unclear'));
  await releaseEffects(database.sql, [{ id: untried!, attempts: 1 }], at(50));
  expect(await state(unclear!)).toMatchObject({ state: 'sending', attempts: 1, reason: reason('hubspot_unclear') });
  expect(await state(untried!)).toMatchObject({ state: 'pending', attempts: 0, runAfter: at(50) });
  expect((await claim(at(51))).map(({ id, recovered }) => [id, recovered])).toEqual([
    [unclear, true],
    [untried, false],
  ]);
});

test('the batch of an effect stands beside its other details', async () => {
  const [id] = await add({ details: { type: 'reply_analyzed' } });
  await markBatch(database.sql, [id!], 'b1');
  expect((await state(id!)).details).toEqual({ type: 'reply_analyzed', batch: 'b1' });
});

describe('to take is not to send', () => {
  const take = async (id: string, when: Date) => (await claimEffect(database.sql, { id, now: when, leaseMs: LEASE }))!;
  const send = (attempt: Attempt, when: Date) => markSending(database.sql, attempt, { now: when, leaseMs: LEASE });

  test('an attempt that died before its request left is none, however often', async () => {
    const [id] = await add({ kind: 'tracked_send' });
    for (const life of [0, 1, 2, 3]) {
      expect(await take(id!, at(life * (LEASE + 1)))).toMatchObject({ attempts: 1, recovered: false });
    }
  });

  test('one that died after its request left is to be looked up', async () => {
    const [id] = await add({ kind: 'tracked_send' });
    expect(await send(await take(id!, now), at(10))).toBe(true);
    expect(await claimEffect(database.sql, { id: id!, now: at(LEASE + 1), leaseMs: LEASE })).toBeNull();
    expect(await take(id!, at(LEASE + 11))).toMatchObject({ attempts: 2, recovered: true });
  });

  test('an attempt of a release that does not mark it counts as sent', async () => {
    const [id] = await add({ kind: 'tracked_send' });
    await take(id!, now);
    await database.sql`update effects set attempts = attempts + 1, lease_until = ${now} where id = ${id!}`;
    expect(await take(id!, at(1))).toMatchObject({ recovered: true });
  });

  test('a request leaves once a claim, and not after another process took over or the effect was cancelled', async () => {
    const [id, cancelled] = await add({ kind: 'tracked_send' }, { kind: 'tracked_send' });
    const slow = await take(id!, now);
    const second = await take(id!, at(LEASE + 1));
    expect([await send(second, at(LEASE + 2)), await send(slow, at(LEASE + 3))]).toEqual([true, false]);
    const gone = await take(cancelled!, now);
    await database.sql`update effects set state = 'cancelled' where id = ${cancelled!}`;
    expect(await send(gone, now)).toBe(false);
  });
});

describe('a state moves only forward', () => {
  const states = Object.keys(MOVES) as EffectState[];
  const why = reason('hubspot_silent');
  const put = async (from: EffectState) => {
    const [id] = await add({ kind: 'tracked_send' });
    await database.sql`
      update effects set state = ${from}, attempts = 1, lease_until = ${now}, portal_id = ${PORTAL_ID} where id = ${id!}`;
    return { id: id!, attempts: 1 };
  };
  const ways: [string, (attempt: Attempt) => Promise<unknown>][] = [
    ['claimed', ({ id }) => claimEffect(database.sql, { id, now: at(1), leaseMs: LEASE })],
    ['claimed with others', () => claim(at(1), { kinds: ['tracked_send'] })],
    ['settled', ({ id }) => settleEffects(database.sql, [{ id, resultId: 'r' }], now)],
    ...(['pending', 'held', 'needs_attention', 'unknown', 'cancelled'] as const).map(
      (to): [string, (attempt: Attempt) => Promise<unknown>] => [
        `an attempt ended as ${to}`,
        (attempt) => failEffect(database.sql, attempt, { state: to, reason: why }, now),
      ],
    ),
    ['bounced', ({ id }) => reportFailure(database.sql, id, { state: 'needs_attention', reason: why }, now)],
    ['released', (attempt) => releaseEffects(database.sql, [attempt], now)],
    ['left unsettled', (attempt) => leaveUnsettled(database.sql, [attempt], now, why)],
  ];
  test.each(states.flatMap((from) => ways.map(([name, way]) => [from, name, way] as const)))(
    'from %s, %s',
    async (from, _name, way) => {
      const attempt = await put(from);
      await way(attempt);
      expect([from, ...MOVES[from]]).toContain((await state(attempt.id)).state);
    },
  );

  test.each(['pending', 'unknown', 'needs_attention'] as const)(
    'an answer that comes late makes nothing %s that was proven to be done',
    async (to) => {
      const attempt = await put('sending');
      await settleEffects(database.sql, [{ id: attempt.id, resultId: 'r' }], now);
      await failEffect(database.sql, attempt, { state: to, reason: why }, at(1));
      expect(await state(attempt.id)).toMatchObject({ state: 'done', resultId: 'r', reason: null });
    },
  );

  test('an attempt that was taken over ends nothing', async () => {
    const [id] = await add({ kind: 'note' });
    const [first] = await claim(now);
    await claim(at(LEASE + 1));
    await failEffect(database.sql, first!, { state: 'pending', reason: why }, at(LEASE + 2));
    await releaseEffects(database.sql, [first!], now);
    expect(await state(id!)).toMatchObject({ state: 'sending', attempts: 2 });
  });
});
