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
