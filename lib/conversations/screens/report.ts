import type { Queryable } from '../../database/types.ts';
import { hasWeeks } from '../../portals/portals.ts';
import { type KnownRep, listReps, type Whose } from '../../portals/rep-addresses.ts';
import { NUMBERS } from '../rollups.ts';
import { minutesAt, type Numbers, type Slice, sumNumbers } from './numbers.ts';

/** A user of the portal who looks at the numbers. */
export type Reader = { userId: string; address: string };

/** Minutes are null where nothing was answered. */
export type Figures = Numbers & { medianMinutes: number | null; slowMinutes: number | null };
export type Report = {
  now: Figures;
  before: Figures;
  beforeFrom: string;
  beforeTo: string;
  weeks: (Figures & { week: string })[];
  reps: (Figures & { rep: string; name: string; team: string | null })[];
  /** By the main team of each rep in HubSpot; whoever has none is in none. */
  byTeam: (Figures & { team: string })[];
  /** What a workflow sent apart from what people sent with the same subject. */
  subjects: (Figures & { subject: string; workflow: boolean })[];
  languages: (Figures & { language: string })[];
  /** The reader's own. */
  teams: string[];
};

const MOST_SUBJECTS = 20;
const DAY_MS = 86_400_000;

/** The addresses that `whose` stands for, seen from the reader; null: everyone's. */
export function addressesOf(reps: KnownRep[], { userId, address }: Reader, whose: Whose): string[] | null {
  if (whose === 'everyone') return null;
  const own = reps.filter(({ rep, address: known }) => rep.userId === userId || known === address.toLowerCase());
  const teams = new Set(own.flatMap((each) => each.teams));
  const wanted = whose === 'team' ? reps.filter((each) => each.teams.some((team) => teams.has(team))) : own;
  return [
    ...new Set([address.toLowerCase(), ...own.map((each) => each.address), ...wanted.map((each) => each.address)]),
  ];
}

/** The numbers of a manager: a range of days beside the one before, by week, rep, subject and language. */
export async function readReport(
  sql: Queryable,
  { from, to, whose, ...asked }: Omit<Slice, 'reps'> & { whose: Whose },
  reader: Reader,
): Promise<Report> {
  const known = await listReps(sql, asked.portalId);
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  const [beforeFrom, beforeTo] = [dayBefore(from, days), dayBefore(from, 1)];
  const slice: Slice = { ...asked, from, to, reps: addressesOf(known, reader, whose) };
  const past: Slice = { ...slice, from: beforeFrom, to: beforeTo };
  const weeks = await hasWeeks(sql, asked.portalId);
  const times = { split: 'bucket', weeks, only: ['answered'] } as const;
  const rows = await sumNumbers(sql, slice, { split: 'all', by: ['rep', 'week'], weeks });
  const weekTimes = await sumNumbers(sql, slice, { ...times, by: ['week', 'value'] });
  const repTimes = await sumNumbers(sql, slice, { ...times, by: ['rep', 'value'] });
  const [before] = await sumNumbers(sql, past, { split: 'all', by: [], weeks });
  const beforeBuckets = await sumNumbers(sql, past, { ...times, by: ['value'] });
  const subjects = await sumNumbers(sql, slice, { split: 'subject', by: ['value', 'source'], weeks });
  const languages = await sumNumbers(sql, slice, { split: 'language', by: ['value'], weeks });

  const figures = (own: Numbers[], answers: Answers[]): Figures => withMinutes(total(own), answers);
  const mondays = [...new Set(rows.map((row) => row.week))].sort();
  const reps = [...new Set(rows.map((row) => row.rep))];
  const people = new Map(known.map((each) => [each.address, each]));
  const teamOf = (rep: string) => people.get(rep)?.teams[0] ?? null;
  const teams = [...new Set(reps.flatMap((rep) => teamOf(rep) ?? []))];
  return {
    now: figures(rows, weekTimes),
    before: figures(before ? [before] : [], beforeBuckets),
    beforeFrom,
    beforeTo,
    weeks: mondays.map((week) => ({
      week,
      ...figures(
        rows.filter((row) => row.week === week),
        weekTimes.filter((row) => row.week === week),
      ),
    })),
    reps: reps
      .map((rep) => ({
        rep,
        name: people.get(rep)?.rep.name || rep,
        team: teamOf(rep),
        ...figures(
          rows.filter((row) => row.rep === rep),
          repTimes.filter((row) => row.rep === rep),
        ),
      }))
      .sort(slowestFirst),
    byTeam: teams
      .map((team) => ({
        team,
        ...figures(
          rows.filter((row) => teamOf(row.rep) === team),
          repTimes.filter((row) => teamOf(row.rep) === team),
        ),
      }))
      .sort(slowestFirst),
    subjects: [...Map.groupBy(subjects, ({ value, source }) => JSON.stringify([value, source === 'workflow'])).values()]
      .map((same) => ({ subject: same[0]!.value, workflow: same[0]!.source === 'workflow', ...figures(same, []) }))
      .sort((a, b) => b.mailed - a.mailed || b.replies - a.replies)
      .slice(0, MOST_SUBJECTS),
    languages: languages
      .map(({ value, ...row }) => ({ language: value, ...figures([row], []) }))
      .sort((a, b) => b.replies - a.replies),
    teams: people.get(reader.address.toLowerCase())?.teams ?? [],
  };
}

const slowestFirst = (a: Figures, b: Figures): number =>
  (b.medianMinutes ?? -1) - (a.medianMinutes ?? -1) || b.replies - a.replies;

const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);

const total = (rows: Numbers[]): Numbers =>
  Object.fromEntries(NUMBERS.map((name) => [name, rows.reduce((sum, row) => sum + (row[name] ?? 0), 0)])) as Numbers;

type Answers = { value: string; answered: number };

function withMinutes(numbers: Numbers, answers: Answers[]): Figures {
  const histogram = new Map<number, number>();
  for (const { value, answered } of answers)
    histogram.set(Number(value), (histogram.get(Number(value)) ?? 0) + answered);
  return { ...numbers, medianMinutes: minutesAt(histogram, 0.5), slowMinutes: minutesAt(histogram, 0.9) };
}
