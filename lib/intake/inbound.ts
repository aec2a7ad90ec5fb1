import { v7 as uuid } from 'uuid';
import type { Queryable, Sql } from '../database/types.ts';
import { createOpener, createSealer, type Keyring, NO_KEY, open, SEAL_BYTES } from '../keyring.ts';
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

/** A post that is still to be placed, or failed and is tried once more. */
export type StoredInbound = Omit<InboundBody, 'body'> & {
  id: string;
  /** Bytes of its body. */
  size: number;
  /** How often placing it failed by its own fault. */
  failures: number;
  /** A person attached this late mail: the expired address that it went to counts once more. */
  attached: boolean;
  /** Reads the body anew with each call, so that nobody has to hold a large one. Throws MissingKeyError. */
  readBody: () => Promise<Buffer>;
};

/** Up to here a body comes with its row, in one statement. */
const SMALL = 1_000_000;

/** Null where a post was placed, or retention or an erasure removed it. */
export async function findInbound(sql: Sql, id: string, ring: Keyring): Promise<StoredInbound | null> {
  const [row] = await sql<(InboundRow & { sealed: Buffer | null })[]>`
    select i.*, i.size::float8 as bytes, case when i.size < ${SMALL} then (
      select string_agg(c.bytes, ''::bytea order by c.n) from inbound_chunks c where c.inbound_id = i.id) end as sealed
    from inbound i where id = ${id} and state in ('received', 'failed')`;
  if (!row) return null;
  const { sealed } = row;
  return {
    id: row.id,
    size: row.bytes,
    failures: row.attempts,
    attached: row.outcome === 'attached',
    contentType: row.content_type,
    receivedAt: row.received_at,
    readBody: async () => (sealed ? open({ keyId: row.key_id, bytes: sealed }, ring) : readLargeBody(sql, id, ring)),
  };
}

/**
 * Piece by piece into the one place that the whole body takes. One snapshot: between two statements the post may be
 * sealed with another key.
 */
async function readLargeBody(sql: Sql, id: string, ring: Keyring): Promise<Buffer> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const [row] = await tx<{ keyId: string; bytes: number; last: number }[]>`
      select i.key_id as "keyId", i.size::float8 as bytes,
             (select max(n) from inbound_chunks c where c.inbound_id = i.id) as last from inbound i where id = ${id}`;
    const { keyId = '', bytes = 0, last = -1 } = row ?? {};
    const piece = async (n: number) =>
      (await tx<{ bytes: Buffer }[]>`select bytes from inbound_chunks where inbound_id = ${id} and n = ${n}`)[0]!.bytes;
    const first = last < 0 ? Buffer.alloc(0) : await piece(0);
    const opener = createOpener({ keyId, first }, ring);
    const body = Buffer.alloc(bytes);
    let at = opener.update(first.subarray(keyId === NO_KEY ? 0 : SEAL_BYTES)).copy(body);
    for (let n = 1; n <= last; n++) at += opener.update(await piece(n)).copy(body, at);
    opener.end();
    return body;
  }) as Promise<Buffer>;
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
  key_id: string;
  bytes: number;
  content_type: string;
  outcome: InboundOutcome | null;
  attempts: number;
  received_at: Date;
};
