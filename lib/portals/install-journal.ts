import type { Queryable } from '../database/types.ts';

/** How far the app's journal of installs has been read. `readTo` is HubSpot's offset, null before the first entry. */
export type JournalPlace = { readTo: string | null; readAt: Date | null; subscribed: boolean };

/** Takes the next look at the journal, or null where it is not due or another process has it. */
export async function takeLook(
  sql: Queryable,
  { now, nextLook }: { now: Date; nextLook: Date },
): Promise<JournalPlace | null> {
  const [row] = await sql<JournalPlace[]>`
    update install_journal set look_after = ${nextLook} where look_after <= ${now}
    returning read_to as "readTo", read_at as "readAt", subscribed_at is not null as subscribed`;
  return row ?? null;
}

export async function recordSubscribed(sql: Queryable, now: Date): Promise<void> {
  await sql`update install_journal set subscribed_at = ${now}`;
}

export async function recordRead(sql: Queryable, readTo: string | null, now: Date): Promise<void> {
  await sql`update install_journal set read_to = coalesce(${readTo}, read_to), read_at = ${now}`;
}

export async function lookAfter(sql: Queryable, at: Date): Promise<void> {
  await sql`update install_journal set look_after = ${at}`;
}
