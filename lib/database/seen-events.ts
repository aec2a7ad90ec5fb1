import type { Queryable } from './types.ts';

/** Takes deliveries of a service that repeats itself; returns the keys that were not taken before. */
export async function takeNewEvents(
  sql: Queryable,
  source: 'sendgrid' | 'workflow',
  keys: string[],
  now: Date,
): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await sql<{ key: string }[]>`
    insert into seen_events (source, key, received_at)
    select ${source}, key, ${now} from unnest(${keys}::text[]) as key on conflict do nothing returning key`;
  return rows.map(({ key }) => key);
}

/** Forgets deliveries that are not repeated any more. */
export async function forgetEvents(sql: Queryable, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from seen_events where ctid = any(array(
      select ctid from seen_events where received_at < ${before} order by received_at limit ${limit}))`;
  return gone.count;
}
