import pino from 'pino';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { addEffects } from '../../lib/outbox/add-effects.ts';
import { claimEffect, endLeases, inHandUntil } from '../../lib/outbox/effects.ts';
import { holding, LEASE_MS } from '../../lib/outbox/hold.ts';
import { PORTAL_ID, world } from '../conversations/support.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { transactions } from '../support/transact.ts';

const start = new Date('2026-11-20T10:00:00Z');
const log = pino({ enabled: false });
let clock = start;
const now = () => clock;
let database: TestDatabase;
let id: string;
beforeAll(async () => {
  database = await testDatabase();
  await world(database.sql, start);
  const effect = { portalId: PORTAL_ID, kind: 'forward', key: 'held' } as const;
  id = [...(await transactions(database.sql).transact((tx) => addEffects(tx, [effect], start))).values()][0]!;
});
afterAll(() => database.close());
afterEach(() => vi.useRealTimers());

const take = () => claimEffect(database.sql, { id, now: now(), leaseMs: LEASE_MS });
const until = async () => (await inHandUntil(database.sql, id))?.getTime();

test('what is in hand stays so for as long as the work takes, and not a lease longer', async () => {
  const effect = (await take())!;
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  let end = () => {};
  const work = holding(
    { sql: database.sql, now, log },
    () => [effect],
    () => new Promise<void>((resolve) => (end = resolve)),
  );
  for (let minute = 0; minute < 3; minute++) {
    clock = new Date(clock.getTime() + 60_000);
    vi.advanceTimersByTime(4_000);
    await vi.waitFor(async () => expect(await until()).toBe(clock.getTime() + LEASE_MS));
    expect(await take()).toBeNull();
  }
  end();
  await work;
  const last = await until();
  vi.advanceTimersByTime(60_000);
  expect(await until()).toBe(last);
  clock = new Date(last! + 1);
  expect(await take()).toMatchObject({ id });
});

test('a database that is away for a while ends no work', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  let asked = 0;
  const away = (() => {
    asked++;
    throw new Error('away');
  }) as never;
  const work = holding(
    { sql: away, now, log },
    () => [{ id, attempts: 1 }],
    async () => {
      vi.advanceTimersByTime(20_000);
      return 'done';
    },
  );
  expect(await work).toBe('done');
  expect(asked).toBe(5);
});

test('of a database that was just opened nothing is in hand', async () => {
  expect(await take()).toBeNull();
  await endLeases(database.sql, now());
  expect(await take()).toMatchObject({ id });
});
