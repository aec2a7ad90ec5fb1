import type { PendingQuery, Row } from 'postgres';
import { type MessageBody, openBody } from '../../lib/conversations/message-bodies.ts';
import { sealedOf } from '../../lib/conversations/messages.ts';
import type { Sql } from '../../lib/database/types.ts';
import type { Keyring } from '../../lib/keyring.ts';

export type StoredBody = MessageBody & { id: string; trust: string | null; mailKind: string | null };

/** What stored messages say, the oldest first; `which` is a condition on the row `m`. */
export async function storedBodies(
  { sql, keyring }: { sql: Sql; keyring: Keyring },
  which: PendingQuery<Row[]> = sql`true`,
): Promise<StoredBody[]> {
  const rows = await sql<
    { id: string; trust: string | null; mail_kind: string | null; body: Buffer | null; body_key_id: string | null }[]
  >`
    select m.id, m.trust, m.mail_kind, m.body, m.body_key_id from messages m where ${which} order by m.received_at, m.id`;
  return rows.map((row) => ({
    id: row.id,
    trust: row.trust,
    mailKind: row.mail_kind,
    ...openBody({ sealedBody: sealedOf(row) }, keyring),
  }));
}
