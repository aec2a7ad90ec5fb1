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
    queue.transact(async (_tx, enqueue) => {
      await enqueue('place', { inboundId: 'rolled back' });
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await queue.transact(async (_tx, enqueue) => {
    await enqueue('place', { inboundId: 'one' });
    await enqueue('place', { inboundId: 'two' });
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
  await queue.transact(async (_tx, enqueue) => {
    await enqueue('forward', { effectId: 'bad' });
    await enqueue('forward', { effectId: 'good' });
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
  const wake = () => queue.transact((_tx, enqueue) => enqueue('sync', { portalId: 1 }));
  await wake();
  await started.promise;
  await wake();
  await wake();
  release.resolve();
  await secondRun.promise;
  expect({ runs, most }).toEqual({ runs: 2, most: 1 });
});

test('a wake-up does not wait for one that was asked for later', async () => {
  await queue.transact((_tx, enqueue) => enqueue('sync', { portalId: 2 }, { startAfter: 3600 }));
  await queue.transact((_tx, enqueue) => enqueue('sync', { portalId: 2 }, { startAfter: 7200 }));
  await queue.transact((_tx, enqueue) => enqueue('sync', { portalId: 2 }));
  const states = async () =>
    (await database.sql<{ state: string }[]>`select state from pgboss.job where singleton_key = '2'`).map(
      ({ state }) => state,
    );
  await expect.poll(states, { timeout: 10_000 }).toEqual(['completed']);
});

test('a job that waits already does not run before what it was sent for again is committed', async () => {
  const found = Promise.withResolvers<number>();
  await queue.transact((_tx, enqueue) => enqueue('sweep', {}, { startAfter: 1 }));
  await queue.work('sweep', async () => found.resolve((await database.sql`select 1 from seen_events`).length));
  await queue.transact(async (tx, enqueue) => {
    await takeNewEvents(tx, 'hubspot', ['1'], new Date());
    await enqueue('sweep', {});
    await delay(3000);
  });
  expect(await found.promise).toBe(1);
});
