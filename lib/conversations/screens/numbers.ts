import type { Analysis } from '../../analysis/index.ts';
import type { Queryable } from '../../database/types.ts';
import { currentAnalysis } from '../current-analysis.ts';
import { BUCKET_MINUTES, listed, NUMBERS, type NumberName, splits } from '../rollups.ts';

export const SOURCES = ['composer', 'workflow', 'address', 'logged'] as const;
/** What a reply came to: an email from a card or a workflow, an address of ours in HubSpot's own mail, or a person's note. */
export type NumberSource = (typeof SOURCES)[number];

/** Which part of a portal's history is counted. Days are `2026-11-26`, in the portal's time zone, both included. */
export type Slice = {
  portalId: number;
  from: string;
  to: string;
  /** Addresses of the reps; null: everyone's. */
  reps: string[] | null;
  source: NumberSource | null;
};

export type Numbers = Record<NumberName, number>;
export type Split = 'all' | 'subject' | 'language' | 'bucket';
type Key = 'rep' | 'value' | 'week' | 'source';
type Sums<By extends Key, Name extends NumberName> = Record<Name, number> & Record<By, string>;

/**
 * The numbers of a slice, by each of the keys: `week` is the Monday that begins it, `value` what the split is by. Whole weeks
 * are read as such where a portal has their sums (`weeks`), the days before and after them each; what has not been folded yet
 * is added. `only`: these numbers, so that a split of many rows sums no more than is asked.
 */
export async function sumNumbers<By extends Key, Name extends NumberName = NumberName>(
  sql: Queryable,
  slice: Slice,
  { split, by, weeks, only }: { split: Split; by: readonly By[]; weeks: boolean; only?: readonly Name[] },
): Promise<Sums<By, Name>[]> {
  const names = only ?? NUMBERS;
  const own = partOf(sql, slice);
  const { before, whole, after } = partsOf(slice, weeks);
  const days = ({ from, to }: Range) => sql`
    select ${mondayOf(sql)} as week, value, rep, source, ${listed(sql, names, (name) => name)}
    from rollups where split = ${split} and ${own} and day between ${from}::date and ${to}::date`;
  const keys = by.map((key) => KEYS[key](sql)).reduce((first, each) => sql`${first} ${each},`, sql``);
  const group = by.length > 0 ? sql`group by ${sql.unsafe(by.join(', '))}` : sql``;
  return sql<Sums<By, Name>[]>`
    select ${keys} ${listed(sql, names, (name) => `sum(${name})::integer as ${name}`)} from (
      ${days(before)}
      ${after ? sql`union all ${days(after)}` : sql``}
      ${
        whole
          ? sql`union all
      select week, value, rep, source, ${listed(sql, names, (name) => name)}
      from rollup_weeks where split = ${split} and ${own} and week between ${whole.from}::date and ${whole.to}::date`
          : sql``
      }
      union all
      select ${mondayOf(sql)} as week, value, rep, source, ${listed(sql, names, (name) => `sign * ${name}`)}
      from rollup_deltas cross join lateral ${splits(sql)}
      where split = ${split} and value is not null and ${own} and day between ${slice.from}::date and ${slice.to}::date
    ) counted ${group}`;
}

const mondayOf = (sql: Queryable) => sql`date_trunc('week', day)::date`;

/** Of days, both included; of Mondays where weeks are meant. */
type Range = { from: string; to: string };
const DAY_MS = 86_400_000;

/** The whole weeks of a range, and the days around them; without whole weeks all of it are days. */
export function partsOf(
  { from, to }: Range,
  weeks: boolean,
): { before: Range; whole: Range | null; after: Range | null } {
  const [first, last] = [Date.parse(from) / DAY_MS, Date.parse(to) / DAY_MS];
  // The first day of 1970 was a Thursday.
  const monday = first + ((11 - (first % 7)) % 7);
  const count = Math.floor((last + 1 - monday) / 7);
  if (!weeks || count < 1) return { before: { from, to }, whole: null, after: null };
  const end = monday + 7 * count;
  return {
    before: { from, to: dayOf(monday - 1) },
    whole: { from: dayOf(monday), to: dayOf(end - 7) },
    after: { from: dayOf(end), to },
  };
}

const dayOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

const partOf = (sql: Queryable, { portalId, reps, source }: Slice) => sql`
  portal_id = ${portalId} ${reps ? sql`and rep = any(${reps})` : sql``} ${source ? sql`and source = ${source}` : sql``}`;

const KEYS = {
  rep: (sql: Queryable) => sql`rep`,
  value: (sql: Queryable) => sql`value`,
  source: (sql: Queryable) => sql`source`,
  week: (sql: Queryable) => sql`to_char(week, 'YYYY-MM-DD') as week`,
};

/** What stands behind a number: `late` is what was answered after its deadline. */
export type ListedNumber =
  | Extract<
      NumberName,
      'sent' | 'bounced' | 'mailed' | 'mailed_replied' | 'mailed_positive' | 'replies' | 'needs_handling' | 'opted_out'
    >
  | 'late';
export type NumberRow = {
  messageId: string;
  hubspotId: string;
  contactName: string;
  subject: string;
  rep: string;
  day: string;
  responseType: Analysis['response_type'];
};
export type NumberPosition = { day: string; messageId: string };

/** The messages behind a number, the newest first. */
export async function listNumber(
  sql: Queryable,
  {
    number,
    subject,
    language,
    workflow,
    ...slice
  }: Slice & { number: ListedNumber; subject?: string; language?: string; workflow?: boolean },
  { after, limit }: { after: NumberPosition | null; limit: number },
): Promise<NumberRow[]> {
  const counts = number === 'late' ? 'with_deadline = 1 and t.in_time = 0' : `${number} = 1`;
  return sql<NumberRow[]>`
    select t.message_id as "messageId", c.hubspot_id as "hubspotId", c.name as "contactName", t.subject, t.rep,
           to_char(t.day, 'YYYY-MM-DD') as day, a.fields->>'response_type' as "responseType"
    from (
      select * from tallies t where t.${sql.unsafe(counts)} and ${partOf(sql, slice)}
        and day between ${slice.from}::date and ${slice.to}::date
        ${subject === undefined ? sql`` : sql`and subject = ${subject}`}
        ${workflow === undefined ? sql`` : sql`and (source = 'workflow') = ${workflow}`}
        ${language === undefined ? sql`` : sql`and language = ${language}`}
        ${after ? sql`and (day, message_id) < (${after.day}::date, ${after.messageId}::uuid)` : sql``}
      order by day desc, message_id desc limit ${limit}
    ) t
    join messages m on m.id = t.message_id
    join contacts c on c.id = m.contact_id
    left join lateral (${currentAnalysis(sql)}) a on true
    order by t.day desc, t.message_id desc`;
}

/** A histogram of the time to answer, by bucket. */
export type Histogram = ReadonlyMap<number, number>;

/**
 * In how many minutes so large a share of the answers was written, about: within its bucket answers are taken to be
 * spread evenly, and what took longer than the last bucket's lower end is told as that. Null without any.
 */
export function minutesAt(histogram: Histogram, share: number): number | null {
  const total = [...histogram.values()].reduce((sum, count) => sum + count, 0);
  if (total <= 0) return null;
  let left = share * total;
  for (let bucket = 0; bucket <= BUCKET_MINUTES.length; bucket++) {
    const count = histogram.get(bucket) ?? 0;
    if (count > 0 && count >= left) {
      const [low, high] = [BUCKET_MINUTES[bucket - 1] ?? 0, BUCKET_MINUTES[bucket]];
      return high === undefined ? low : low + ((high - low) * left) / count;
    }
    left -= count;
  }
  return BUCKET_MINUTES.at(-1)!;
}
