import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildRollups, buildWeeks, foldRollups, NUMBERS } from '../../lib/conversations/rollups.ts';
import { minutesAt, partsOf, type Slice, type Split, sumNumbers } from '../../lib/conversations/screens/numbers.ts';
import { erasePortal } from '../../lib/portals/erase-portal.ts';
import { recordCounted } from '../../lib/portals/portals.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { countFromMessages } from './count-from-messages.ts';
import { type Happening, happening, KINDS, playHistory } from './histories.ts';
import { PORTAL_ID } from './support.ts';

// The suite plays the same histories each time; with ROLLUP_RUNS so many others.
const { ROLLUP_RUNS } = process.env;
const parameters = ROLLUP_RUNS ? { numRuns: Number(ROLLUP_RUNS) } : { numRuns: 25, seed: 17 };
/** As days alone say it, and as whole weeks with days around them do. */
const LEVELS = [false, true];
const everything: Slice = { portalId: PORTAL_ID, from: '2020-01-01', to: '2027-12-31', reps: null, source: null };
const SPLITS: Split[] = ['all', 'subject', 'language', 'bucket'];

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** What the roll-ups say, without what has come down to nothing. */
async function told(split: Split, weeks: boolean): Promise<string[]> {
  const rows = await sumNumbers(database.sql, everything, { split, by: ['rep', 'value', 'week'], weeks });
  return sorted(rows.filter((row) => NUMBERS.some((name) => row[name] !== 0)));
}
const toldAtAll = () => Promise.all(LEVELS.flatMap((weeks) => SPLITS.map((split) => told(split, weeks))));
const sorted = (rows: object[]) => rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();

async function expectSame(when: string): Promise<void> {
  for (const split of SPLITS) {
    const counted = sorted(await countFromMessages(database.sql, PORTAL_ID, split));
    for (const weeks of LEVELS) expect(await told(split, weeks), `${split}, ${weeks}, ${when}`).toEqual(counted);
  }
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
      const before = await toldAtAll();
      await recordCounted(sql, PORTAL_ID, { to: null });
      await buildRollups(sql, PORTAL_ID, { until: Number.POSITIVE_INFINITY, now: new Date() });
      expect(await toldAtAll(), 'rebuilt').toEqual(before);
      await sql`update rollup_weeks set replies = replies + 1`;
      await buildWeeks(sql, PORTAL_ID, new Date());
      expect(await toldAtAll(), 'weeks summed anew from the days').toEqual(before);
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

test('a range is its whole weeks and the days around them, each day once', () => {
  const DAY_MS = 86_400_000;
  const first = Date.parse('2026-01-01');
  const day = (n: number) => new Date(first + n * DAY_MS).toISOString().slice(0, 10);
  const daysOf = (range: { from: string; to: string } | null, more = 0) => {
    const found: string[] = [];
    for (let at = Date.parse(range?.from ?? ''); at <= Date.parse(range?.to ?? '') + more * DAY_MS; at += DAY_MS)
      found.push(new Date(at).toISOString().slice(0, 10));
    return found;
  };
  for (let from = 0; from < 14; from++) {
    for (let length = 0; length < 40; length++) {
      const { before, whole, after } = partsOf({ from: day(from), to: day(from + length) }, true);
      const all = [...daysOf(before), ...(whole ? daysOf(whole, 6) : []), ...daysOf(after)];
      expect(all).toEqual(Array.from({ length: length + 1 }, (_, n) => day(from + n)));
      if (whole) expect(new Date(whole.from).getUTCDay()).toBe(1);
      expect(daysOf(before).length).toBeLessThan(whole ? 7 : 14);
    }
  }
});
