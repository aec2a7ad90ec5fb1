import type { Queryable } from '../database/index.ts';

/** Takes a delivery of a service that repeats itself. Answers false where this one was taken before. */
export async function takeDelivery(
  sql: Queryable,
  { source, key }: { source: 'hubspot' | 'sendgrid' | 'workflow'; key: string },
  now: Date,
): Promise<boolean> {
  const rows = await sql`
    insert into deliveries (source, key, received_at) values (${source}, ${key}, ${now}) on conflict do nothing returning key`;
  return rows.length > 0;
}

/** Takes many at once; answers the keys that were not taken before. */
export async function takeDeliveries(
  sql: Queryable,
  source: 'hubspot' | 'sendgrid' | 'workflow',
  keys: string[],
  now: Date,
): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await sql<{ key: string }[]>`
    insert into deliveries (source, key, received_at)
    select ${source}, key, ${now} from unnest(${keys}::text[]) as key on conflict do nothing returning key`;
  return rows.map(({ key }) => key);
}
