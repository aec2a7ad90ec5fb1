import type { PendingQuery, Row } from 'postgres';
import type { Queryable } from '../database/types.ts';
import { type Keyring, open } from '../keyring.ts';
import { readAttachment } from './attachments.ts';
import { findContact } from './contacts.ts';
import { openBody } from './message-bodies.ts';

type Fields = Record<string, unknown>;
type SealedRow = { row: Fields; body: Buffer | null; body_key_id: string | null };

/**
 * Everything that is kept of a contact as one JSON document (GDPR, article 15), in pieces of one message, so that no
 * conversation is too long for it. Columns come as they are stored, bodies opened, files in base64; left out are what
 * names no person (hashes, keys) and the posts as they came, which the messages were read from. Null: nobody is known by
 * this id.
 */
export async function exportContact(
  { sql, keyring }: { sql: Queryable; keyring: Keyring },
  { portalId, hubspotId }: { portalId: number; hubspotId: string },
  now: Date,
): Promise<AsyncGenerator<string> | null> {
  const contact = await findContact(sql, portalId, hubspotId);
  return contact ? document({ sql, keyring }, contact.id, now) : null;
}

async function* document(
  { sql, keyring }: { sql: Queryable; keyring: Keyring },
  contactId: string,
  now: Date,
): AsyncGenerator<string> {
  const conversations = sql`select id from conversations where contact_id = ${contactId}`;
  const messages = sql`select id from messages where contact_id = ${contactId}`;
  const addresses = sql`select unnest(addresses || dead_addresses) from contacts where id = ${contactId}`;
  const list = async (rows: PendingQuery<Row[]>) =>
    JSON.stringify((await sql<{ row: Fields }[]>`select to_jsonb(t) as row from (${rows}) t`).map(({ row }) => row));

  yield `{"exportedAt": ${JSON.stringify(now)},\n`;
  yield `"contact": ${(await list(sql`select * from contacts where id = ${contactId}`)).slice(1, -1)},\n`;
  yield `"records": ${await list(sql`
    select object, record_id, main from contact_records where contact_id = ${contactId} order by object, record_id`)},\n`;
  yield `"conversations": ${await list(sql`select * from conversations where contact_id = ${contactId} order by created_at`)},\n`;
  yield `"replyAddresses": ${await list(sql`
    select id, conversation_id, sent_message_id, sent_by, created_at, expires_at
    from reply_tokens where conversation_id in (${conversations}) order by created_at`)},\n`;
  yield `"effects": ${await list(sql`
    select * from effects where contact_id = ${contactId} or message_id in (${messages})
      or conversation_id in (${conversations}) order by seq`)},\n`;
  yield `"suppressions": ${await list(sql`
    select s.* from suppressions s join contacts c on c.id = ${contactId} and c.portal_id = s.portal_id
    where s.address in (${addresses}) or s.message_id in (${messages})`)},\n`;
  const quarantined = await sql<{ row: Fields; excerpt: Buffer | null; keyId: string | null }[]>`
    select to_jsonb(q) - 'excerpt' - 'excerpt_key_id' as row, q.excerpt, q.excerpt_key_id as "keyId"
    from quarantine q join contacts c on c.id = ${contactId}
    where q.contact_id = ${contactId} or q.attached_message_id in (${messages})
      or (q.portal_id = c.portal_id and lower(q.from_address) in (${addresses})) order by q.received_at`;
  const late = quarantined.map(({ row, excerpt: bytes, keyId }) => ({
    ...row,
    excerpt: bytes && keyId !== null ? open({ bytes, keyId }, keyring).toString() : null,
  }));
  yield `"quarantine": ${JSON.stringify(late)},\n`;
  yield `"dismissedSuggestions": ${await list(sql`
    select id, message_id, key, dismissed_by, dismissed_at from dismissed_suggestions
    where contact_id = ${contactId} order by dismissed_at`)},\n`;
  yield `"audit": ${await list(sql`
    select id, at, by, action, details from audit where contact_id = ${contactId} order by at, id`)},\n`;
  yield `"posts": ${await list(sql`
    select id, content_type, size, state, outcome, attempts, received_at, settled_at from inbound
    where id in (select inbound_id from messages where contact_id = ${contactId}) order by received_at`)},\n`;
  yield '"messages": [';
  const ids = await sql<{ id: string }[]>`${messages} order by received_at, id`;
  for (const [n, { id }] of ids.entries()) {
    yield `${n === 0 ? '\n' : ',\n'}${JSON.stringify(await exportMessage({ sql, keyring }, id))}`;
  }
  yield '\n]}\n';
}

async function exportMessage(
  { sql, keyring }: { sql: Queryable; keyring: Keyring },
  messageId: string,
): Promise<Fields> {
  const opened = ({ row, body, body_key_id: keyId }: SealedRow): Fields => ({
    ...row,
    body: body && keyId !== null ? openBody({ sealedBody: { keyId, bytes: body } }, keyring) : null,
  });
  const sealed = (rows: PendingQuery<Row[]>) =>
    sql<SealedRow[]>`select to_jsonb(t) - 'body' - 'body_key_id' as row, body, body_key_id from (${rows}) t`;
  const plain = async (rows: PendingQuery<Row[]>) =>
    (await sql<{ row: Fields }[]>`select to_jsonb(t) as row from (${rows}) t`).map(({ row }) => row);

  const [message] = await sealed(sql`select * from messages where id = ${messageId}`);
  const attachments = await plain(sql`select * from attachments where message_id = ${messageId} order by id`);
  const files: Fields[] = [];
  for (const { key_id: _, ...attachment } of attachments) {
    const content = await readAttachment(sql, String(attachment.id), keyring);
    files.push({ ...attachment, content: content.toString('base64') });
  }
  return {
    ...opened(message!),
    earlierVersions: (
      await sealed(sql`select * from message_revisions where message_id = ${messageId} order by revision`)
    ).map(opened),
    analyses: await plain(sql`select * from analyses where message_id = ${messageId} order by version`),
    actionItems: await plain(sql`select * from action_items where message_id = ${messageId} order by position`),
    attachments: files,
    counts: await plain(sql`select * from tallies where message_id = ${messageId}`),
  };
}
