import { setTimeout as delay } from 'node:timers/promises';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeNewEvents } from '../lib/database/seen-events.ts';
import { type Queue, startQueue } from '../lib/queue.ts';
import { type TestDatabase, testDatabase } from './support/database.ts';

let database: TestDatabase;
let queue: Queue;

beforeAll(async () => {
  database = await testDatabase();
  queue = await startQueue(database, pino({ level: 'silent' }));
});
afterAll(async () => {
  await queue.stop();
  await database.close();
});

test('a job exists exactly when the transaction that sent it is committed', async () => {
  const seen: string[] = [];
  const twoArrived = Promise.withResolvers<void>();
  await queue.work('place', async ({ inboundId }) => {
    seen.push(inboundId);
    if (seen.length === 2) twoArrived.resolve();
  });
  await expect(
    queue.transact(async ({ enqueue }) => {
      enqueue('place', { inboundId: 'rolled back' });
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await queue.transact(async ({ enqueue }) => {
    enqueue('place', { inboundId: 'one' });
    enqueue('place', { inboundId: 'two' });
  });
  await twoArrived.promise;
  expect(seen.sort()).toEqual(['one', 'two']);
});

test('a failing job is tried again without holding up the others', async () => {
  const attempts: string[] = [];
  const settled = Promise.withResolvers<void>();
  await queue.work('forward', async ({ effectId }) => {
    attempts.push(effectId);
    if (attempts.filter((id) => id === 'bad').length === 2) settled.resolve();
    if (effectId === 'bad' && attempts.filter((id) => id === 'bad').length === 1) throw new Error('first try');
  });
  await queue.transact(async ({ enqueue }) => {
    enqueue('forward', { effectId: 'bad' });
    enqueue('forward', { effectId: 'good' });
  });
  const pausing = async () =>
    (await database.sql`select 1 from pgboss.job where state = 'retry' and start_after > now() + interval '1 second'`)
      .length;
  await expect.poll(pausing, { timeout: 10_000 }).toBe(1);
  await database.sql`update pgboss.job set start_after = now() where state = 'retry'`;
  await settled.promise;
  expect(attempts.filter((id) => id === 'good')).toHaveLength(1);
});

test('one sync of a portal runs at a time, and a wake-up during it is not lost', async () => {
  let running = 0;
  let most = 0;
  let runs = 0;
  const started = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const secondRun = Promise.withResolvers<void>();
  await queue.work('sync', async () => {
    running++;
    runs++;
    most = Math.max(most, running);
    if (runs === 1) {
      started.resolve();
      await release.promise;
    } else secondRun.resolve();
    running--;
  });
  const wake = () => queue.transact(async ({ enqueue }) => enqueue('sync', { portalId: 1 }));
  await wake();
  await started.promise;
  await wake();
  await wake();
  release.resolve();
  await secondRun.promise;
  expect({ runs, most }).toEqual({ runs: 2, most: 1 });
});

test('a wake-up does not wait for one that was asked for later', async () => {
  await queue.transact(async ({ enqueue }) => enqueue('sync', { portalId: 2 }, { startAfter: 3600 }));
  await queue.transact(async ({ enqueue }) => enqueue('sync', { portalId: 2 }, { startAfter: 7200 }));
  await queue.transact(async ({ enqueue }) => enqueue('sync', { portalId: 2 }));
  const states = async () =>
    (await database.sql<{ state: string }[]>`select state from pgboss.job where singleton_key = '2'`).map(
      ({ state }) => state,
    );
  await expect.poll(states, { timeout: 10_000 }).toEqual(['completed']);
});

test('what a transaction asks for is found by a run after its commit, also where a job waited already', async () => {
  const found: number[] = [];
  await queue.transact(async ({ enqueue }) => enqueue('sweep', {}, { startAfter: 1 }));
  await queue.work('sweep', async () => void found.push((await database.sql`select 1 from seen_events`).length));
  await queue.transact(async ({ sql, enqueue }) => {
    enqueue('sweep', {});
    await takeNewEvents(sql, 'sendgrid', ['1'], new Date());
    await delay(2000);
  });
  await expect.poll(() => found.at(-1), { timeout: 10_000 }).toBe(1);
});

test('of one key a transaction creates the earliest job only', async () => {
  await queue.transact(async ({ enqueue }) => {
    enqueue('sync', { portalId: 3 }, { startAfter: 7200 });
    enqueue('sync', { portalId: 3 }, { startAfter: 3600 });
    enqueue('forward', { effectId: 'twice' }, { startAfter: 3600 });
    enqueue('forward', { effectId: 'twice' }, { startAfter: 3600 });
  });
  const rows = await database.sql<{ name: string; late: boolean }[]>`
    select name, start_after > now() + interval '90 minutes' as late from pgboss.job
    where singleton_key = '3' or data->>'effectId' = 'twice' order by name`;
  expect([...rows]).toEqual([
    { name: 'forward', late: false },
    { name: 'sync', late: false },
  ]);
});

test('transactions that ask for the same portals in another order do not wait for each other', async () => {
  const ask = (portals: number[]) =>
    queue.transact(async ({ enqueue }) => {
      for (const portalId of portals) enqueue('sync', { portalId }, { startAfter: 3600 });
    });
  const numbers = Array.from({ length: 20 }, (_, n) => 100 + n);
  const rounds = Array.from({ length: 10 }, (_, n) => ask(n % 2 ? numbers : [...numbers].reverse()));
  await expect(Promise.all(rounds)).resolves.toHaveLength(10);
});

test('jobs that come together are all in hand at once, though one loop is woken for them', async () => {
  const inHand: string[] = [];
  const all = Promise.withResolvers<void>();
  await queue.work('send-tracked-email', async ({ effectId }) => {
    inHand.push(effectId);
    if (inHand.length === 8) all.resolve();
    await all.promise;
  });
  const ids = Array.from({ length: 8 }, (_, n) => String(n));
  await queue.transact(async ({ enqueue }) => {
    for (const effectId of ids) enqueue('send-tracked-email', { effectId });
  });
  await all.promise;
  expect(inHand.sort()).toEqual(ids);
});
