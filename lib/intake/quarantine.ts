import type { PendingQuery, Row } from 'postgres';
import { v7 as uuid } from 'uuid';
import type { Queryable } from '../database/types.ts';
import type { Sealed } from '../keyring.ts';
import { removeInbound } from './inbound.ts';

export type QuarantineReason =
  | 'expired_token'
  | 'unknown_token'
  | 'no_token'
  | 'several_conversations'
  | 'malformed'
  | 'too_large';

export type NewQuarantined = {
  inboundId: string;
  /** Null: the operator's, shown to no portal. */
  portalId: number | null;
  replyTokenId?: string | null;
  contactId?: string | null;
  reason: QuarantineReason;
  fromAddress: string | null;
  subject: string | null;
  /** The first words of it, for the people it was for. */
  excerpt?: Sealed | null;
  receivedAt: Date;
};

const OPERATOR_DAYS = 7;
const PORTAL_DAYS = 90;
// Anybody can write to an unknown token, so what it may fill is bounded: the oldest make room.
const OPERATOR_CAP = 10_000;
const OPERATOR_CAP_BYTES = 1_000_000_000;

/** Keeps a mail that could not be placed: 90 days in a portal's quarantine, 7 in the operator's, which holds 10,000. */
export async function quarantine(sql: Queryable, mail: NewQuarantined): Promise<string> {
  const id = uuid();
  const days = mail.portalId === null ? OPERATOR_DAYS : PORTAL_DAYS;
  const expiresAt = new Date(mail.receivedAt.getTime() + days * 86_400_000);
  await sql`
    insert into quarantine (id, portal_id, inbound_id, reply_token_id, contact_id, reason, from_address, subject, received_at, expires_at, excerpt, excerpt_key_id)
    values (${id}, ${mail.portalId}, ${mail.inboundId}, ${mail.replyTokenId ?? null}, ${mail.contactId ?? null}, ${mail.reason},
            ${mail.fromAddress}, ${mail.subject?.replaceAll('\0', '').toWellFormed() ?? null}, ${mail.receivedAt}, ${expiresAt},
            ${mail.excerpt?.bytes ?? null}, ${mail.excerpt?.keyId ?? null})`;
  return id;
}

export type Quarantined = {
  id: string;
  portalId: number | null;
  inboundId: string | null;
  replyTokenId: string | null;
  reason: QuarantineReason;
  fromAddress: string | null;
  subject: string | null;
  excerpt: Sealed | null;
  contactId: string | null;
  receivedAt: Date;
  attachedMessageId: string | null;
};

const columns = (sql: Queryable) => sql`
  id, portal_id as "portalId", inbound_id as "inboundId", reply_token_id as "replyTokenId", reason,
  from_address as "fromAddress", subject, excerpt as bytes, excerpt_key_id as "keyId", contact_id as "contactId",
  received_at as "receivedAt", attached_message_id as "attachedMessageId"`;

type QuarantinedRow = Omit<Quarantined, 'excerpt'> & SealedColumns;
export type SealedColumns = { bytes: Buffer | null; keyId: string | null };

/** What stands in the two columns of a sealed value. */
export const sealedIn = ({ bytes, keyId }: SealedColumns): Sealed | null =>
  bytes && keyId !== null ? { bytes, keyId } : null;

const toQuarantined = ({ bytes, keyId, ...row }: QuarantinedRow): Quarantined => ({
  ...row,
  excerpt: sealedIn({ bytes, keyId }),
});

export async function getQuarantined(sql: Queryable, id: string): Promise<Quarantined | null> {
  const [row] = await sql<QuarantinedRow[]>`select ${columns(sql)} from quarantine where id = ${id}`;
  return row ? toQuarantined(row) : null;
}

/** A portal's quarantine, newest first; `portalId: null` is the operator's. */
export async function listQuarantine(sql: Queryable, portalId: number | null, limit: number): Promise<Quarantined[]> {
  const rows = await sql<QuarantinedRow[]>`
    select ${columns(sql)} from quarantine where portal_id is not distinct from ${portalId} order by received_at desc limit ${limit}`;
  return rows.map(toQuarantined);
}

/** The late mail has become this message, and leaves the list. */
export async function markAttached(sql: Queryable, inboundId: string, messageId: string): Promise<void> {
  await sql`update quarantine set attached_message_id = ${messageId} where inbound_id = ${inboundId}`;
}

/** Takes one mail out, with the post behind it. */
export async function removeQuarantined(sql: Queryable, id: string): Promise<void> {
  await remove(sql, sql`select ${id}::uuid`);
}

/** Removes what is past its time, with the posts behind it. */
export async function emptyQuarantine(sql: Queryable, now: Date, limit: number): Promise<number> {
  return remove(sql, sql`select id from quarantine where expires_at < ${now} limit ${limit}`);
}

/** Removes the operator's oldest above the caps (10,000 mails, 1 GB), with the posts behind them. */
export async function trimQuarantine(sql: Queryable): Promise<number> {
  return remove(
    sql,
    sql`
      select id from (
        select q.id, row_number() over newest as number,
               sum((select size from inbound i where i.id = q.inbound_id)) over newest as bytes
        from quarantine q
        where q.portal_id is null window newest as (order by q.received_at desc)
      ) kept where number > ${OPERATOR_CAP} or bytes > ${OPERATOR_CAP_BYTES}`,
  );
}

async function remove(sql: Queryable, which: PendingQuery<Row[]>): Promise<number> {
  const gone = await sql<{ inbound_id: string | null }[]>`
    delete from quarantine where id = any(array(${which})) returning inbound_id`;
  await removeInbound(
    sql,
    gone.flatMap((row) => row.inbound_id ?? []),
  );
  return gone.length;
}
