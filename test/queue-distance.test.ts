import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('a sync that machines ask for keeps its distance, one that waits for company waits, and a person’s click does not', async () => {
  const ask = (options = {}, enqueueing = {}) =>
    queue.transact(async ({ enqueue }) => enqueue('sync', { portalId: 9 }, enqueueing), options);
  const waits = async () =>
    (
      await database.sql<{ seconds: number }[]>`
        select extract(epoch from start_after - created_on)::float8 as seconds from pgboss.job
        where singleton_key = '9' and state = 'created'`
    ).map(({ seconds }) => Math.ceil(seconds));
  const settle = () => database.sql`delete from pgboss.job where singleton_key = '9'`;
  await ask({}, { patient: true });
  expect(await waits()).toEqual([2]);
  await ask();
  expect(await waits()).toEqual([0]);
  await settle();
  await ask();
  await ask();
  expect(await waits()).toEqual([2]);
  await ask({ prompt: true });
  expect(await waits()).toEqual([0]);
  await settle();
});
