import { expect, test } from 'vitest';
import { nextMidnight, PortalStoppedError, stopPortal, takeRequest } from '../../lib/portals/request-budget.ts';
import { testDatabase } from '../support/database.ts';

test('no ten seconds see more than 100 requests, however many ask at once', async () => {
  await using database = await testDatabase();
  const { sql } = database;
  await addPortal(sql);
  // When each would be sent: the moment its turn was given, and the wait until then.
  const times: number[] = [];
  for (let n = 0; n < 300; n++) {
    let waitMs = 0;
    await takeRequest(sql, 1, new Date(), async (ms) => {
      waitMs = ms;
    });
    times.push(performance.now() + waitMs);
  }
  const busiest = Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + 10_000).length));
  expect(busiest).toBeLessThanOrEqual(100);
  expect(busiest).toBeGreaterThan(85);
});

test('one portal does not wait for another', async () => {
  await using database = await testDatabase();
  const { sql } = database;
  await addPortal(sql, 1);
  await addPortal(sql, 2);
  for (let n = 0; n < 10; n++) await takeRequest(sql, 1, new Date());
  const [before] = await sql<{ at: Date }[]>`select budget_at as at from portals where portal_id = 2`;
  expect(before?.at.getTime()).toBe(0);
});

test('a stopped portal answers until when, and goes on after that', async () => {
  await using database = await testDatabase();
  const { sql } = database;
  await addPortal(sql);
  const now = new Date('2026-11-22T12:00:00Z');
  const until = new Date('2026-11-22T12:10:00Z');
  await stopPortal(sql, 1, until);
  await stopPortal(sql, 1, new Date('2026-11-22T12:05:00Z'));
  const refused = await takeRequest(sql, 1, now).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(PortalStoppedError);
  expect((refused as PortalStoppedError).until).toEqual(until);
  await takeRequest(sql, 1, until);
});

test("the day ends at midnight in the account's time zone", async () => {
  await using database = await testDatabase();
  const { sql } = database;
  await addPortal(sql, 1, 'America/Sao_Paulo');
  await addPortal(sql, 2, 'Asia/Tokyo');
  const now = new Date('2026-11-22T23:30:00Z');
  expect((await nextMidnight(sql, 1, now)).toISOString()).toBe('2026-11-23T03:00:00.000Z');
  expect((await nextMidnight(sql, 2, now)).toISOString()).toBe('2026-11-23T15:00:00.000Z');
});

async function addPortal(sql: Awaited<ReturnType<typeof testDatabase>>['sql'], id = 1, zone = 'UTC') {
  await sql`insert into portals (portal_id, time_zone, created_at, updated_at) values (${id}, ${zone}, now(), now())`;
}
