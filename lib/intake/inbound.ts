import { v7 as uuid } from 'uuid';
import type { Queryable } from '../database/types.ts';
import { createSealer, type Keyring, open } from '../keyring.ts';
import type { PlainReasonCode } from '../outbox/reasons.ts';

/** One post of SendGrid as it came: the HTTP body, still multipart, nothing parsed. */
export type InboundBody = { contentType: string; body: Buffer; receivedAt: Date };
/** What became of a post: a message of this kind, a late mail that a person attached, or why it became none. */
export type InboundOutcome =
  | 'reply'
  | 'answer'
  | 'attached'
  | Extract<
      PlainReasonCode,
      | 'uninstalled'
      | 'unreadable'
      | 'loop'
      | 'rep_machine'
      | 'duplicate'
      | 'expired_token'
      | 'unknown_token'
      | 'no_token'
      | 'several_conversations'
      | 'malformed'
      | 'too_large'
    >;
export type InboundState = 'received' | 'placed' | 'quarantined' | 'dropped' | 'failed' | 'kept';

// A value travels as hexadecimal text, twice its size: of 30 MB in one piece several copies would stand in memory.
const CHUNK = 1_000_000;

/** Stores a post, encrypted and unread, that came by no way where others wait for it, and returns its id. */
export async function storeInbound(
  sql: Queryable,
  { contentType, body, receivedAt }: InboundBody,
  ring: Keyring,
): Promise<string> {
  const id = uuid();
  await sql`
    insert into inbound (id, content_type, size, key_id, received_at)
    values (${id}, ${contentType}, ${body.length}, ${ring.current}, ${receivedAt})`;
  async function* pieces() {
    for (let at = 0; at < body.length; at += CHUNK) yield body.subarray(at, at + CHUNK);
  }
  await storeInboundPieces(sql, id, pieces(), ring);
  return id;
}

/** Stores the body of a post that was taken in, encrypted, in pieces of about a megabyte. */
export async function storeInboundPieces(
  sql: Queryable,
  id: string,
  pieces: AsyncIterable<Buffer>,
  ring: Keyring,
): Promise<void> {
  const sealer = createSealer(ring);
  let n = 0;
  for await (const piece of pieces) await storeInboundPiece(sql, id, ++n, sealer.update(piece));
  // The first piece is known last.
  await storeInboundPiece(sql, id, 0, sealer.end());
}

/** Stores one piece of a sealed body. */
export const storeInboundPiece = (sql: Queryable, id: string, n: number, bytes: Buffer) =>
  sql`insert into inbound_chunks (inbound_id, n, bytes) values (${id}, ${n}, ${bytes})`;

/** Bytes of a post; 0 where it is gone. */
export async function inboundSize(sql: Queryable, id: string): Promise<number> {
  const [row] = await sql<{ size: number }[]>`select size::float8 as size from inbound where id = ${id}`;
  return row?.size ?? 0;
}

export type StoredInbound = InboundBody & {
  id: string;
  /** How often placing it failed by its own fault. */
  failures: number;
  /** A person attached this late mail: the expired address that it went to counts once more. */
  attached: boolean;
};

/**
 * Reads a post back that is still to be placed, or failed and is tried once more. Null where that was done, or retention
 * or an erasure removed it.
 * Throws MissingKeyError.
 */
export async function readInbound(sql: Queryable, id: string, ring: Keyring): Promise<StoredInbound | null> {
  const [row] = await sql<InboundRow[]>`select * from inbound where id = ${id} and state in ('received', 'failed')`;
  if (!row) return null;
  // One statement: between two the post may be sealed with another key.
  const chunks = await sql<{ keyId: string; bytes: Buffer }[]>`
    select i.key_id as "keyId", c.bytes from inbound_chunks c join inbound i on i.id = c.inbound_id
    where i.id = ${id} order by c.n`;
  const { keyId = '' } = chunks[0] ?? {};
  const body = open({ keyId, bytes: Buffer.concat(chunks.map(({ bytes }) => bytes)) }, ring);
  const attached = row.outcome === 'attached';
  return {
    id: row.id,
    failures: row.attempts,
    attached,
    contentType: row.content_type,
    body,
    receivedAt: row.received_at,
  };
}

/** Says what became of a post. Only the first word counts: a step that runs twice changes nothing. */
export async function recordInboundOutcome(
  sql: Queryable,
  id: string,
  settled: { state: Exclude<InboundState, 'received'>; outcome: InboundOutcome; portalId?: number | null },
  now: Date,
): Promise<boolean> {
  const rows = await sql`
    update inbound
    set state = ${settled.state}, outcome = ${settled.outcome}, portal_id = ${settled.portalId ?? null}, settled_at = ${now}
    where id = ${id} and state in ('received', 'failed') returning id`;
  return rows.length > 0;
}

/** Counts an attempt to place a post that failed by the post's own fault. */
export async function countFailure(sql: Queryable, id: string): Promise<void> {
  await sql`update inbound set attempts = attempts + 1 where id = ${id}`;
}

/** A post that failed is to be placed once more, alone. Returns false where it had not failed. */
export async function placeAgain(sql: Queryable, id: string): Promise<boolean> {
  const rows = await sql`
    update inbound set state = 'received', outcome = null, settled_at = null
    where id = ${id} and state = 'failed' returning id`;
  return rows.length > 0;
}

/** A late mail takes the way of every other from here, and its expired address counts for it. */
export async function placeLate(sql: Queryable, id: string): Promise<void> {
  await sql`
    update inbound set state = 'received', outcome = 'attached', attempts = 0, settled_at = null
    where id = ${id} and state = 'quarantined'`;
}

/** Posts that were kept while their portal was gone are placed like any other; returns their ids. */
export async function placeKept(sql: Queryable, portalId: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    update inbound set state = 'received', outcome = null, attempts = 0, settled_at = null
    where portal_id = ${portalId} and state = 'kept' returning id`;
  return rows.map(({ id }) => id);
}

/** Removes posts with their chunks. */
export async function removeInbound(sql: Queryable, ids: string[]): Promise<void> {
  if (ids.length > 0) await sql`delete from inbound where id = any(${ids}::uuid[])`;
}

/**
 * Removes settled posts that came before, the oldest first. What stands in the quarantine stays until that is emptied,
 * what is kept for a portal that left until that is erased.
 */
export async function removeInboundBefore(sql: Queryable, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from inbound where id = any(array(
      select id from inbound i where received_at < ${before} and state not in ('received', 'kept')
        and not exists (select 1 from quarantine q where q.inbound_id = i.id)
      order by received_at limit ${limit}))`;
  return gone.count;
}

type InboundRow = {
  id: string;
  content_type: string;
  outcome: InboundOutcome | null;
  attempts: number;
  received_at: Date;
};
