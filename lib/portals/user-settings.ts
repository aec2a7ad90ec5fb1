import type { Queryable } from '../database/types.ts';
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

/** What holds for a user: their own word, else the portal's. */
export const answersThrough = (
  portal: Pick<PortalSettings, 'answersThrough'>,
  user: Pick<UserSettings, 'answersThrough'>,
): AnswersThrough => user.answersThrough ?? portal.answersThrough;
