import type { PortalWords } from '../analysis/index.ts';
import type { Queryable } from '../database/types.ts';
import { recordAudit } from './audit.ts';
import type { Author } from './author.ts';
import { changeSettings, lockSettings } from './portals.ts';
import type { PortalSettings } from './settings.ts';

/** Saves a portal's words as the next version, which analyses from now on are made with; the versions before stay. */
export async function savePortalWords(
  sql: Queryable,
  { portalId, words, by }: { portalId: number; words: PortalWords; by: Author },
  now: Date,
): Promise<PortalSettings> {
  const before = await lockSettings(sql, portalId);
  if (JSON.stringify(before.words) === JSON.stringify(words)) return before;
  const wordsVersion = before.wordsVersion + 1;
  await sql`
    insert into portal_words (portal_id, version, words, saved_by, saved_at)
    values (${portalId}, ${wordsVersion}, ${sql.json(words)}, ${sql.json(by)}, ${now})`;
  const changes = [{ name: 'words', from: before.wordsVersion, to: wordsVersion }];
  await recordAudit(sql, { portalId, by, action: 'settings_changed', details: { changes } }, now);
  return changeSettings(sql, portalId, { words, wordsVersion }, now);
}

/** The version that was saved last, with who saved it and when; null before the first. */
export async function lastSavedWords(sql: Queryable, portalId: number): Promise<{ by: Author; at: Date } | null> {
  const [row] = await sql<{ by: Author; at: Date }[]>`
    select saved_by as by, saved_at as at from portal_words where portal_id = ${portalId} order by version desc limit 1`;
  return row ?? null;
}
