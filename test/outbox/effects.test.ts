import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addEffects, type NewEffect } from '../../lib/outbox/add-effects.ts';
import {
  claimEffect,
  claimEffects,
  failEffect,
  getEffect,
  HUBSPOT_EFFECTS,
  leaveUnsettled,
  MAIL_EFFECTS,
  markBatch,
  releaseEffects,
  renewLeases,
  settleEffects,
} from '../../lib/outbox/effects.ts';
import { reason } from '../../lib/outbox/reasons.ts';
import { PORTAL_ID, world } from '../conversations/support.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { transactions } from '../support/transact.ts';

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
  await renewLeases(database.sql, [id!], at(2 * LEASE));
  expect(await claim(at(LEASE + 1))).toEqual([]);
  expect(await claim(at(2 * LEASE + 1))).toMatchObject([{ id, attempts: 2, recovered: true }]);
});

test('one effect is claimed once, and not at all where it needs nothing any more', async () => {
  const [id, held] = await add({ kind: 'forward' }, { kind: 'forward', state: 'held' });
  const take = (which: string, when: Date) => claimEffect(database.sql, { id: which, now: when, leaseMs: LEASE });
  expect(await take(held!, now)).toBeNull();
  expect(await take(id!, now)).toMatchObject({ id, recovered: false });
  expect(await take(id!, at(LEASE))).toBeNull();
  expect(await take(id!, at(LEASE + 1))).toMatchObject({ id, recovered: true });
  await settleEffects(database.sql, [{ id: id!, resultId: 'x' }], now);
  expect(await take(id!, at(10 * LEASE))).toBeNull();
});

test('a settled effect has its result and no reason; what a person was shown meanwhile stays', async () => {
  const [done, bounced, cancelled] = await add({}, {}, {});
  const undeliverable = { code: 'undeliverable', details: { said: '550' } } as const;
  await failEffect(database.sql, done!, { state: 'pending', reason: reason('hubspot_silent') }, now);
  await failEffect(database.sql, bounced!, { state: 'needs_attention', reason: undeliverable, nextStep: 'retry' }, now);
  await failEffect(database.sql, cancelled!, { state: 'cancelled', reason: reason('contact_erased') }, now);
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
  await failEffect(database.sql, again!, { state: 'pending', reason: failed, runAfter: at(60) }, at(1));
  expect(await state(again!)).toMatchObject({ state: 'pending', reason: failed, runAfter: at(60), settledAt: null });
  await failEffect(database.sql, given!, { state: 'unknown', reason: failed, nextStep: 'look_and_retry' }, at(1));
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
  await leaveUnsettled(database.sql, [unclear!], at(50), reason('hubspot_unclear'));
  await releaseEffects(database.sql, [untried!], at(50));
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
