import type { Analysis } from '../../analysis/index.ts';
import type { Queryable } from '../../database/types.ts';
import { currentAnalysis } from '../current-analysis.ts';
import { BUCKET_MINUTES, type NumberName, splits, sums } from '../rollups.ts';

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
type Sums<By extends Key> = Numbers & Record<By, string>;

/**
 * The numbers of a slice, by each of the keys: `week` is the Monday that begins it, `value` what the split is by. What has
 * not been folded yet is added.
 */
export async function sumNumbers<By extends Key>(
  sql: Queryable,
  slice: Slice,
  { split, by }: { split: Split; by: readonly By[] },
): Promise<Sums<By>[]> {
  const part = partOf(sql, slice);
  const keys = by.map((key) => KEYS[key](sql));
  const columns = keys.map((key) => sql`${key},`).reduce((before, each) => sql`${before} ${each}`, sql``);
  const group = keys.length > 0 ? sql`group by ${sql.unsafe(by.map((_key, n) => n + 1).join(', '))}` : sql``;
  return sql<Sums<By>[]>`
    select ${columns} ${sums(sql, 1)} from (
      select day, value, rep, source, ${sums(sql, 1)} from rollups where split = ${split} and ${part} group by 1, 2, 3, 4
      union all
      select day, value, rep, source, ${sums(sql, 'sign')} from rollup_deltas cross join lateral ${splits(sql)}
      where split = ${split} and value is not null and ${part} group by 1, 2, 3, 4
    ) counted ${group}`;
}

const partOf = (sql: Queryable, { portalId, from, to, reps, source }: Slice) => sql`
  portal_id = ${portalId} and day between ${from}::date and ${to}::date
  ${reps ? sql`and rep = any(${reps})` : sql``} ${source ? sql`and source = ${source}` : sql``}`;

const KEYS = {
  rep: (sql: Queryable) => sql`rep`,
  value: (sql: Queryable) => sql`value`,
  source: (sql: Queryable) => sql`source`,
  week: (sql: Queryable) => sql`to_char(date_trunc('week', day), 'YYYY-MM-DD') as week`,
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
