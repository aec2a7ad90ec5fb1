import type { Sql } from '../database/types.ts';

/** Children before parents; what hangs on a message (analyses, attachments, revisions, items) goes with it. */
const TABLES = [
  'quarantine',
  'effects',
  'suppressions',
  'reply_tokens',
  'messages',
  'conversations',
  'contacts',
  'tombstones',
  'forward_addresses',
  'user_settings',
  'rep_addresses',
  'client_keys',
  'inbound',
  'portals',
] as const;

/** Erases everything of a portal that left. Its customers' mail no longer finds a conversation. */
export async function erasePortal(sql: Sql, portalId: number): Promise<void> {
  await sql.begin(async (tx) => {
    for (const table of TABLES) await tx`delete from ${tx(table)} where portal_id = ${portalId}`;
  });
}
