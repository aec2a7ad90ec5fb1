import { afterEach, expect, test, vi } from 'vitest';
import { databaseClock } from '../../lib/database/clock.ts';
import { testDatabase } from '../support/database.ts';

afterEach(() => void vi.useRealTimers());

test('a clock of the machine that steps back an hour moves nothing that is due', async () => {
  await using database = await testDatabase();
  const clock = await databaseClock(database.sql);
  const before = clock.now();
  const [row] = await database.sql<{ at: Date }[]>`select clock_timestamp() as at`;
  expect(Math.abs(before.getTime() - row!.at.getTime())).toBeLessThan(1_000);
  vi.useFakeTimers({ now: Date.now() - 3_600_000, toFake: ['Date'] });
  expect(clock.now().getTime()).toBeGreaterThanOrEqual(before.getTime());
  expect(clock.now().getTime() - before.getTime()).toBeLessThan(2_000);
  clock.stop();
});
