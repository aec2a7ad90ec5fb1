import { createHmac } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { Queryable } from '../database/types.ts';
import type { Rep } from '../portals/rep.ts';

/** A reply address works for 90 days from its sending. */
export const TOKEN_DAYS = 90;

export type { Rep } from '../portals/rep.ts';

/** Who was given the address: the customer with a mail of ours, or the rep with a forward or a notice. */
export type TokenKind = 'customer' | 'rep';

export type ReplyToken = {
  id: string;
  portalId: number;
  conversationId: string;
  kind: TokenKind;
  sentMessageId: string | null;
  /** What a mail to a rep's address answers; null: nothing, or not decided yet. */
  messageId: string | null;
  /** Whoever sent the mail that carries the address: where its replies go. */
  sentBy: Rep;
  createdAt: Date;
  expiresAt: Date;
};

// Crockford's base32: no i, l, o, u, so that a token read aloud or lower-cased on the way stays the same.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** The 16 characters (80 bits) of a token row. Derived, so that only the row's id has to be stored or passed on. */
export function deriveReplyToken(key: Buffer, id: string): string {
  const digest = createHmac('sha256', key).update(`token:${id}`).digest();
  let bits = digest.readBigUInt64BE(0) * 65_536n + BigInt(digest.readUInt16BE(8));
  let token = '';
  for (let n = 0; n < 16; n++) {
    token = ALPHABET[Number(bits & 31n)] + token;
    bits >>= 5n;
  }
  return token;
}

/** What stands in the database instead of the token. */
export function lookupHash(key: Buffer, token: string): Buffer {
  return createHmac('sha256', key).update(`lookup:${token}`).digest();
}

/** Makes a token for a conversation. Older ones of the same conversation live on until they expire. */
export async function createReplyToken(
  sql: Queryable,
  token: {
    portalId: number;
    conversationId: string;
    sentMessageId: string | null;
    sentBy: Rep;
    kind?: TokenKind;
    messageId?: string | null;
  },
  { key, now }: { key: Buffer; now: Date },
): Promise<{ id: string; token: string; expiresAt: Date }> {
  const id = uuid();
  const value = deriveReplyToken(key, id);
  const expiresAt = new Date(now.getTime() + TOKEN_DAYS * 86_400_000);
  await sql`
    insert into reply_tokens (id, portal_id, conversation_id, kind, sent_message_id, message_id, sent_by, lookup_hash, created_at, expires_at)
    values (${id}, ${token.portalId}, ${token.conversationId}, ${token.kind ?? 'customer'}, ${token.sentMessageId},
            ${token.messageId ?? null}, ${sql.json(token.sentBy)}, ${lookupHash(key, value)}, ${now}, ${expiresAt})`;
  return { id, token: value, expiresAt };
}

/** The rows of the tokens that are ours, in no order. One query, whatever was found in the mail. */
export async function findReplyTokens(sql: Queryable, tokens: string[], key: Buffer): Promise<ReplyToken[]> {
  if (tokens.length === 0) return [];
  const rows = await sql<TokenRow[]>`
    select * from reply_tokens where lookup_hash in ${sql(tokens.map((token) => lookupHash(key, token)))}`;
  return rows.map(toToken);
}

/** True where one of the tokens belonged to a contact that was erased: nobody may keep what is sent to it. */
export async function isErasedToken(sql: Queryable, tokens: string[], key: Buffer): Promise<boolean> {
  if (tokens.length === 0) return false;
  const rows = await sql`
    select 1 from erased_tokens where lookup_hash in ${sql(tokens.map((token) => lookupHash(key, token)))}`;
  return rows.length > 0;
}

/** The token that a sent message carried. */
export async function findReplyTokenOfMessage(sql: Queryable, messageId: string): Promise<ReplyToken | null> {
  const [row] = await sql<TokenRow[]>`
    select * from reply_tokens where sent_message_id = ${messageId} order by created_at desc limit 1`;
  return row ? toToken(row) : null;
}

/** The addresses of a conversation that stood for the customer: the values, which stand nowhere. */
export async function repTokensOf(sql: Queryable, conversationId: string, key: Buffer): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from reply_tokens where conversation_id = ${conversationId} and kind = 'rep'`;
  return rows.map(({ id }) => deriveReplyToken(key, id));
}

/** A rep's address answers this message from now on. */
export async function recordAnswered(sql: Queryable, id: string, messageId: string): Promise<void> {
  await sql`update reply_tokens set message_id = ${messageId} where id = ${id} and kind = 'rep'`;
}

/** Who wrote to the customer last in a conversation. */
export async function newestReplyTokenOfConversation(
  sql: Queryable,
  conversationId: string,
): Promise<ReplyToken | null> {
  const [row] = await sql<TokenRow[]>`
    select * from reply_tokens where conversation_id = ${conversationId} and kind = 'customer'
    order by created_at desc limit 1`;
  return row ? toToken(row) : null;
}

/** A contact's addresses that customers were given; those of our forwards are for the rep's answers. */
const given = (sql: Queryable, contactId: string) => sql`
  reply_tokens t join conversations c on c.id = t.conversation_id
  where c.contact_id = ${contactId} and t.kind = 'customer' and not exists (
    select 1 from effects e where e.contact_id = c.contact_id and e.reply_token_id = t.id and e.kind = 'forward')`;

/** The newest of them: the reply address that HubSpot and the card show. */
export async function newestToken(sql: Queryable, contactId: string): Promise<ReplyToken | null> {
  const [row] = await sql<TokenRow[]>`select t.* from ${given(sql, contactId)} order by t.created_at desc limit 1`;
  return row ? toToken(row) : null;
}

/** How many of them still take replies. */
export async function countActiveTokens(sql: Queryable, contactId: string, now: Date): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count from ${given(sql, contactId)} and t.expires_at > ${now}`;
  return row?.count ?? 0;
}

export async function getReplyToken(sql: Queryable, id: string): Promise<ReplyToken | null> {
  const [row] = await sql<TokenRow[]>`select * from reply_tokens where id = ${id}`;
  return row ? toToken(row) : null;
}

export async function getReplyTokens(sql: Queryable, ids: string[]): Promise<ReplyToken[]> {
  if (ids.length === 0) return [];
  return (await sql<TokenRow[]>`select * from reply_tokens where id = any(${ids}::uuid[])`).map(toToken);
}

type TokenRow = {
  id: string;
  portal_id: number;
  conversation_id: string;
  kind: TokenKind;
  sent_message_id: string | null;
  message_id: string | null;
  sent_by: Rep;
  created_at: Date;
  expires_at: Date;
};

const toToken = (row: TokenRow): ReplyToken => ({
  id: row.id,
  portalId: row.portal_id,
  conversationId: row.conversation_id,
  kind: row.kind,
  sentMessageId: row.sent_message_id,
  messageId: row.message_id,
  sentBy: row.sent_by,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});

/** Of each of these contacts the newest address that is good beyond that day, by HubSpot's id. */
export async function activeTokens(
  sql: Queryable,
  { portalId, hubspotIds, until }: { portalId: number; hubspotIds: string[]; until: Date },
): Promise<Map<string, { replyTokenId: string; contactId: string; conversationId: string }>> {
  const rows = await sql<{ hubspotId: string; replyTokenId: string; contactId: string; conversationId: string }[]>`
    select distinct on (k.id) k.hubspot_id as "hubspotId", t.id as "replyTokenId", k.id as "contactId",
      c.id as "conversationId"
    from contacts k join conversations c on c.contact_id = k.id join reply_tokens t on t.conversation_id = c.id
    where k.portal_id = ${portalId} and k.hubspot_id = any(${hubspotIds}) and t.kind = 'customer' and t.expires_at > ${until}
    order by k.id, t.created_at desc`;
  return new Map(rows.map(({ hubspotId, ...token }) => [hubspotId, token]));
}
