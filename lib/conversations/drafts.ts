import { v7 as uuid } from 'uuid';
import type { Queryable } from '../database/types.ts';
import { type Keyring, open, seal } from '../keyring.ts';

/** What a rep has begun to write. `ai`: the words are the AI's, and nobody has changed or confirmed them yet. */
export type Draft = { subject: string; text: string; cc: string; ai: boolean };

/** Whose draft it is, to whom, in answer to what; without a message it is a new email. */
export type DraftPlace = { portalId: number; userId: string; contactId: string; messageId: string | null };

const at = (sql: Queryable, { portalId, userId, contactId, messageId }: DraftPlace) => sql`
  portal_id = ${portalId} and user_id = ${userId} and contact_id = ${contactId}
  and message_id is not distinct from ${messageId}::uuid`;

export async function readDraft(sql: Queryable, place: DraftPlace, keyring: Keyring): Promise<Draft | null> {
  const [row] = await sql<{ keyId: string; bytes: Buffer }[]>`
    select body_key_id as "keyId", body as bytes from drafts where ${at(sql, place)}`;
  return row ? (JSON.parse(open(row, keyring).toString()) as Draft) : null;
}

export async function keepDraft(
  sql: Queryable,
  place: DraftPlace,
  draft: Draft,
  { keyring, now }: { keyring: Keyring; now: Date },
): Promise<void> {
  const { bytes, keyId } = seal(JSON.stringify(draft), keyring);
  const { portalId, userId, contactId, messageId } = place;
  await sql`
    insert into drafts (id, portal_id, user_id, contact_id, message_id, body, body_key_id, changed_at)
    values (${uuid()}, ${portalId}, ${userId}, ${contactId}, ${messageId}, ${bytes}, ${keyId}, ${now})
    on conflict (portal_id, user_id, contact_id, message_id) do update set
      body = excluded.body, body_key_id = excluded.body_key_id, changed_at = excluded.changed_at`;
}

export async function dropDraft(sql: Queryable, place: DraftPlace): Promise<void> {
  await sql`delete from drafts where ${at(sql, place)}`;
}

/** Forgets what nobody has gone on with. */
export async function forgetDrafts(sql: Queryable, before: Date, limit: number): Promise<number> {
  const gone =
    await sql`delete from drafts where id in (select id from drafts where changed_at < ${before} limit ${limit})`;
  return gone.count;
}
