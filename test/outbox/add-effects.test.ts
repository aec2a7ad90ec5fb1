import { afterAll, beforeAll, expect, test } from 'vitest';
import { addEffects, type NewEffect, releaseHeld, retryAndWake } from '../../lib/outbox/add-effects.ts';
import { getEffect, HUBSPOT_EFFECTS, MAIL_EFFECTS } from '../../lib/outbox/effects.ts';
import { reason } from '../../lib/outbox/reasons.ts';
import type { Transact } from '../../lib/queue.ts';
import { PORTAL_ID, world } from '../conversations/support.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type AskedJob, transactions } from '../support/transact.ts';
import { failAttempt } from './support.ts';

const now = new Date('2026-11-20T10:00:00Z');
const later = new Date('2026-11-20T10:05:00Z');
let database: TestDatabase;
let transact: Transact;
let asked: AskedJob[];
let messageId: string;
beforeAll(async () => {
  database = await testDatabase();
  ({ transact, asked } = transactions(database.sql));
  messageId = (await (await world(database.sql, now)).message()).id;
});
afterAll(() => database.close());

let keys = 0;
const effect = (changes: Partial<NewEffect> & Pick<NewEffect, 'kind'>) =>
  ({ portalId: PORTAL_ID, messageId, key: `key-${keys++}`, ...changes }) as NewEffect;

/** Adds effects and returns their ids, and the jobs that this alone has asked for. */
async function added(...effects: NewEffect[]) {
  asked.length = 0;
  const ids = await transact((tx) => addEffects(tx, effects, now));
  return { ids: effects.map(({ key }) => ids.get(key)), jobs: [...asked] };
}

test.each(MAIL_EFFECTS)('a %s wakes the job that sends it', async (kind) => {
  const { ids, jobs } = await added(effect({ kind }));
  const toCustomer = kind === 'tracked_send' || kind === 'answer_send';
  const name = toCustomer ? 'send-tracked-email' : 'forward';
  expect(jobs).toEqual([{ name, payload: { effectId: ids[0] }, startAfter: 0 }]);
});

test.each(HUBSPOT_EFFECTS)('a %s wakes the sync of its portal', async (kind) => {
  const { jobs } = await added(effect({ kind }));
  expect(jobs).toEqual([{ name: 'sync', payload: { portalId: PORTAL_ID }, startAfter: 0 }]);
});

test('what is due later wakes its job then, and what is held wakes nobody', async () => {
  expect((await added(effect({ kind: 'digest', runAfter: later }))).jobs[0]!.startAfter).toBe(300);
  expect((await added(effect({ kind: 'note', runAfter: later }))).jobs[0]!.startAfter).toBe(300);
  expect((await added(effect({ kind: 'task', state: 'held' }))).jobs).toEqual([]);
  const nobody = {
    state: 'needs_attention',
    reason: reason('nobody_to_forward_to'),
    nextStep: 'set_forward_address',
  } as const;
  const { ids, jobs } = await added(effect({ kind: 'forward', ...nobody }));
  expect(jobs).toEqual([]);
  expect(await getEffect(database.sql, ids[0]!)).toMatchObject({ ...nobody, settledAt: now });
});

test('an effect that is there already is neither changed nor woken again', async () => {
  const first = effect({ kind: 'note' });
  const { ids } = await added(first);
  expect(await added({ ...first, kind: 'task' })).toEqual({ ids: [undefined], jobs: [] });
  expect((await getEffect(database.sql, ids[0]!))?.kind).toBe('note');
});

test('held effects of a message are woken as they are released, those of others are not', async () => {
  const { message } = await world(database.sql, now);
  const other = (await message()).id;
  const { ids } = await added(
    effect({ kind: 'task', messageId: other, state: 'held' }),
    effect({ kind: 'tracked_send', messageId: other, state: 'held' }),
    effect({ kind: 'task', state: 'held' }),
  );
  asked.length = 0;
  await transact((tx) => releaseHeld(tx, other, later));
  expect(asked).toEqual([
    { name: 'sync', payload: { portalId: PORTAL_ID }, startAfter: 0 },
    { name: 'send-tracked-email', payload: { effectId: ids[1] }, startAfter: 0 },
  ]);
  expect((await getEffect(database.sql, ids[2]!))?.state).toBe('held');
});

test('a step that is tried again is woken; a write whose outcome is unknown is looked up first', async () => {
  const retry = async (kind: 'forward' | 'note', state: 'needs_attention' | 'unknown') => {
    const { ids } = await added(effect({ kind }));
    await failAttempt(database.sql, ids[0]!, { state, reason: reason('not_composed'), nextStep: 'retry' }, now);
    asked.length = 0;
    const again = await transact((tx) => retryAndWake(tx, { portalId: PORTAL_ID, id: ids[0]! }, later));
    return { state: again?.state, reason: again?.reason, jobs: asked.map(({ name }) => name) };
  };
  expect(await retry('forward', 'unknown')).toEqual({ state: 'pending', reason: null, jobs: ['forward'] });
  expect(await retry('note', 'needs_attention')).toEqual({ state: 'pending', reason: null, jobs: ['sync'] });
  expect(await retry('note', 'unknown')).toEqual({ state: 'sending', reason: null, jobs: ['sync'] });
});

test('nobody tries again what waits for nobody, waits for its sender, or is another portal’s', async () => {
  const retry = (id: string, portalId: number) => transact((tx) => retryAndWake(tx, { portalId, id }, later));
  const { ids } = await added(
    effect({ kind: 'note' }),
    effect({ kind: 'note', state: 'held' }),
    effect({ kind: 'tracked_send', state: 'held' }),
  );
  asked.length = 0;
  expect(await retry(ids[0]!, PORTAL_ID)).toBeNull();
  expect(await retry(ids[1]!, PORTAL_ID)).toBeNull();
  expect(await retry(ids[2]!, PORTAL_ID + 1)).toBeNull();
  expect(asked).toEqual([]);
  expect(await retry(ids[2]!, PORTAL_ID)).toMatchObject({ state: 'pending' });
});
