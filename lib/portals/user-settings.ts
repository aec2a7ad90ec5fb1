import type { Queryable } from '../database/types.ts';
import type { AnswersThrough, PortalSettings } from './settings.ts';

/** What a user chose for themselves; null leaves it to the portal. */
export type UserSettings = { answersThrough: AnswersThrough | null };

const UNTOUCHED: UserSettings = { answersThrough: null };

export async function readUserSettings(
  sql: Queryable,
  { portalId, userId }: { portalId: number; userId: string | null },
): Promise<UserSettings> {
  const [row] = await sql<UserSettings[]>`
    select answers_through as "answersThrough" from user_settings
    where portal_id = ${portalId} and user_id = ${userId ?? ''}`;
  return row ?? UNTOUCHED;
}

export async function changeUserSettings(
  sql: Queryable,
  { portalId, userId }: { portalId: number; userId: string },
  { answersThrough }: UserSettings,
  now: Date,
): Promise<void> {
  await sql`
    insert into user_settings (portal_id, user_id, answers_through, changed_at)
    values (${portalId}, ${userId}, ${answersThrough}, ${now})
    on conflict (portal_id, user_id) do update set answers_through = excluded.answers_through, changed_at = excluded.changed_at`;
}

/** What holds for a user: their own word, else the portal's. */
export const answersThrough = (portal: Pick<PortalSettings, 'answersThrough'>, user: UserSettings): AnswersThrough =>
  user.answersThrough ?? portal.answersThrough;
