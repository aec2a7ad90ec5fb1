import type { Queryable } from '../database/types.ts';
import type { Whose } from './rep-addresses.ts';
import type { AnswersThrough, PortalSettings } from './settings.ts';

/** What a user chose for themselves; null leaves it to the portal. */
export type UserSettings = {
  answersThrough: AnswersThrough | null;
  /** Stands under what they write in the composer; empty for none. */
  signature: string;
};

const UNTOUCHED: UserSettings = { answersThrough: null, signature: '' };

export async function readUserSettings(
  sql: Queryable,
  { portalId, userId }: { portalId: number; userId: string | null },
): Promise<UserSettings> {
  const [row] = await sql<UserSettings[]>`
    select answers_through as "answersThrough", signature from user_settings
    where portal_id = ${portalId} and user_id = ${userId ?? ''}`;
  return row ?? UNTOUCHED;
}

export async function changeUserSettings(
  sql: Queryable,
  { portalId, userId }: { portalId: number; userId: string },
  { answersThrough, signature }: UserSettings,
  now: Date,
): Promise<void> {
  await sql`
    insert into user_settings (portal_id, user_id, answers_through, signature, changed_at)
    values (${portalId}, ${userId}, ${answersThrough}, ${signature}, ${now})
    on conflict (portal_id, user_id) do update set
      answers_through = excluded.answers_through, signature = excluded.signature, changed_at = excluded.changed_at`;
}

/** Whose list a user looked at last on the home page; null: not chosen yet. */
export async function readHomeChoice(
  sql: Queryable,
  { portalId, userId }: { portalId: number; userId: string },
): Promise<Whose | null> {
  const [row] = await sql<{ whose: Whose | null }[]>`
    select home_whose as whose from user_settings where portal_id = ${portalId} and user_id = ${userId}`;
  return row?.whose ?? null;
}

export async function recordHomeChoice(
  sql: Queryable,
  { portalId, userId, whose }: { portalId: number; userId: string; whose: Whose },
  now: Date,
): Promise<void> {
  await sql`
    insert into user_settings (portal_id, user_id, home_whose, changed_at) values (${portalId}, ${userId}, ${whose}, ${now})
    on conflict (portal_id, user_id) do update set home_whose = excluded.home_whose`;
}

/** What holds for a user: their own word, else the portal's. */
export const answersThrough = (
  portal: Pick<PortalSettings, 'answersThrough'>,
  user: Pick<UserSettings, 'answersThrough'>,
): AnswersThrough => user.answersThrough ?? portal.answersThrough;
