import { v7 as uuid } from 'uuid';
import type { Queryable } from '../database/types.ts';
import { type Keyring, open, seal } from '../keyring.ts';

export type Attachment = {
  id: string;
  filename: string;
  contentType: string;
  contentId: string | null;
  inline: boolean;
  size: number;
  /** An executable type: kept, named, never passed on. */
  blocked: boolean;
};
export type NewAttachment = Omit<Attachment, 'id' | 'size'> & { content: Uint8Array };

const CHUNK = 1_000_000;

/** Keeps the attachments of a message in pieces of 1 MB, each sealed by itself, until `expiresAt`. */
export async function storeAttachments(
  sql: Queryable,
  { portalId, messageId, expiresAt }: { portalId: number; messageId: string; expiresAt: Date },
  attachments: NewAttachment[],
  keyring: Keyring,
): Promise<void> {
  for (const { content, ...attachment } of attachments) {
    const id = uuid();
    await sql`
      insert into attachments (id, portal_id, message_id, filename, content_type, content_id, inline, size, blocked, key_id, expires_at)
      values (${id}, ${portalId}, ${messageId}, ${attachment.filename}, ${attachment.contentType}, ${attachment.contentId},
              ${attachment.inline}, ${content.length}, ${attachment.blocked}, ${keyring.current}, ${expiresAt})`;
    for (let n = 0; n * CHUNK < content.length; n++) {
      const { bytes } = seal(content.subarray(n * CHUNK, (n + 1) * CHUNK), keyring);
      await sql`insert into attachment_chunks (attachment_id, n, bytes) values (${id}, ${n}, ${bytes})`;
    }
  }
}

export async function listAttachments(
  sql: Queryable,
  messageIds: string[],
): Promise<(Attachment & { messageId: string })[]> {
  if (messageIds.length === 0) return [];
  return sql<(Attachment & { messageId: string })[]>`
    select id, message_id as "messageId", filename, content_type as "contentType", content_id as "contentId", inline, size, blocked
    from attachments where message_id = any(${messageIds}::uuid[]) order by id`;
}

/** Throws MissingKeyError. */
export async function readAttachment(sql: Queryable, id: string, keyring: Keyring): Promise<Buffer> {
  const piece = async (n: number) => {
    const [row] = await sql<{ keyId: string; size: number; bytes: Buffer }[]>`
      select a.key_id as "keyId", a.size, c.bytes from attachments a join attachment_chunks c on c.attachment_id = a.id
      where a.id = ${id} and c.n = ${n}`;
    return row ? { size: row.size, content: open(row, keyring) } : null;
  };
  const first = await piece(0);
  if (!first || first.size <= CHUNK) return first?.content ?? Buffer.alloc(0);
  // Piece by piece into the one place that it takes: all at once it stood in memory six times, as text, sealed and open.
  const content = Buffer.alloc(first.size);
  let at = first.content.copy(content);
  for (let n = 1; at < first.size; n++) {
    const next = await piece(n);
    if (!next) break;
    at += next.content.copy(content, at);
  }
  return content.subarray(0, at);
}

/** One attachment for its expiring link, or null where its time is over. */
export async function findAttachment(sql: Queryable, id: string, now: Date): Promise<Attachment | null> {
  const [row] = await sql<Attachment[]>`
    select id, filename, content_type as "contentType", content_id as "contentId", inline, size, blocked
    from attachments where id = ${id} and expires_at > ${now} and not blocked`;
  return row ?? null;
}

/** HubSpot keeps the attachment as this file. */
export async function recordHubSpotFile(sql: Queryable, id: string, fileId: string): Promise<void> {
  await sql`update attachments set hubspot_file_id = ${fileId} where id = ${id}`;
}

export async function removeExpiredAttachments(sql: Queryable, at: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from attachments where id = any(array(select id from attachments where expires_at < ${at} limit ${limit}))`;
  return gone.count;
}
