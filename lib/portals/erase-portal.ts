import { type BatchLimits, inBatches } from '../database/in-batches.ts';
import type { Sql } from '../database/types.ts';

/** Children before parents; what hangs on a message (analyses, attachments, revisions, items) goes with it. */
const TABLES = [
  'test_replies',
  'quarantine',
  'effects',
  'workflow_waits',
  'contact_records',
  'suppressions',
  'reply_tokens',
  'tallies',
  'rollup_deltas',
  'rollups',
  'rollup_weeks',
  'drafts',
  'dismissed_suggestions',
  'messages',
  'conversations',
  'contacts',
  'tombstones',
  'forward_addresses',
  'user_settings',
  'portal_words',
  'templates',
  'rep_addresses',
  'client_keys',
  'audit',
  'inbound',
  'portals',
] as const;

/**
 * Erases everything of a portal that left, in batches; its customers' mail no longer finds a conversation. False where the
 * time was over before: the portal itself goes last, so the next run goes on.
 */
export async function erasePortal(sql: Sql, portalId: number, limits: BatchLimits): Promise<boolean> {
  for (const table of TABLES) {
    const batch = async (limit: number) => {
      const gone = await sql`
        delete from ${sql(table)} where ctid in (
          select ctid from ${sql(table)} where portal_id = ${portalId} limit ${limit})`;
      return gone.count;
    };
    if (!(await inBatches(batch, limits))) return false;
  }
  return true;
}
