import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildRollups, foldRollups, NUMBERS } from '../../lib/conversations/rollups.ts';
import { minutesAt, type Slice, type Split, sumNumbers } from '../../lib/conversations/screens/numbers.ts';
import { erasePortal } from '../../lib/portals/erase-portal.ts';
import { recordCounted } from '../../lib/portals/portals.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { countFromMessages } from './count-from-messages.ts';
import { type Happening, happening, KINDS, playHistory } from './histories.ts';
import { PORTAL_ID } from './support.ts';

// The suite plays the same histories each time; with ROLLUP_RUNS so many others.
const { ROLLUP_RUNS } = process.env;
const parameters = ROLLUP_RUNS ? { numRuns: Number(ROLLUP_RUNS) } : { numRuns: 25, seed: 17 };
const everything: Slice = { portalId: PORTAL_ID, from: '2020-01-01', to: '2027-12-31', reps: null, source: null };
const SPLITS: Split[] = ['all', 'subject', 'language', 'bucket'];

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** What the roll-ups say, without what has come down to nothing. */
async function told(split: Split): Promise<string[]> {
  const rows = await sumNumbers(database.sql, everything, { split, by: ['rep', 'value', 'week'] });
  return sorted(rows.filter((row) => NUMBERS.some((name) => row[name] !== 0)));
}
const sorted = (rows: object[]) => rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();

async function expectSame(when: string): Promise<void> {
  for (const split of SPLITS)
    expect(await told(split), `${split}, ${when}`).toEqual(
      sorted(await countFromMessages(database.sql, PORTAL_ID, split)),
    );
}

const histories = fc.array(happening, { minLength: 10, maxLength: 40, size: 'max' });

test('roll-ups say what a count of the messages says, whatever happened', { timeout: 300_000 }, async () => {
  const { sql } = database;
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(histories, async (history: Happening[]) => {
      await erasePortal(sql, PORTAL_ID, { rows: 1000, until: Number.POSITIVE_INFINITY });
      for (const name of await playHistory(sql, history)) seen.add(name);
      await expectSame('unfolded');
      while ((await foldRollups(sql, 7)) === 7);
      await expectSame('folded');
      const before = await Promise.all(SPLITS.map(told));
      await recordCounted(sql, PORTAL_ID, { to: null });
      await buildRollups(sql, PORTAL_ID, { until: Number.POSITIVE_INFINITY, now: new Date() });
      expect(await Promise.all(SPLITS.map(told)), 'rebuilt').toEqual(before);
    }),
    parameters,
  );
  // Each kind of happening took place, or the property would say nothing of it.
  expect(KINDS.filter((kind) => !seen.has(kind))).toEqual([]);
});

test('a percentile is told within its bucket', () => {
  expect(minutesAt(new Map(), 0.5)).toBeNull();
  expect(minutesAt(new Map([[0, 10]]), 0.5)).toBe(2.5);
  expect(
    minutesAt(
      new Map([
        [3, 1],
        [6, 1],
      ]),
      0.5,
    ),
  ).toBe(20);
  expect(minutesAt(new Map([[29, 1]]), 0.9)).toBe(43_200);
});
