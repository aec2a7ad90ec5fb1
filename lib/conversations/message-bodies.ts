import type { Queryable } from '../database/types.ts';
import { type Keyring, open, type Sealed, seal } from '../keyring.ts';
import type { ReplyText } from '../mail/reply-text/index.ts';

/** What a message says; sealed in the database, opened where somebody needs the words. */
export type MessageBody = {
  full: string;
  /** Without quotes and signature. */
  new: string;
  quoted: string;
  signature: string;
  /** What the HTML hid from the reader's eye. */
  hidden: string;
  html: string | null;
};

const EMPTY: MessageBody = { full: '', new: '', quoted: '', signature: '', hidden: '', html: null };

/** What was read in a mail; how sure the reader was is no part of it. */
export const bodyOf = ({ full, new: own, quoted, signature, hidden = '' }: ReplyText): Omit<MessageBody, 'html'> => ({
  full,
  new: own,
  quoted,
  signature,
  hidden,
});

export function sealBody(body: Partial<MessageBody>, keyring: Keyring): Sealed {
  const parts = Object.entries(body).map(([part, text]) => [part, text && storable(text)]);
  return seal(JSON.stringify(Object.fromEntries(parts)), keyring);
}

/** Empty for a message that has none, a change of status for instance. Throws MissingKeyError. */
export function openBody({ sealedBody }: { sealedBody: Sealed | null }, keyring: Keyring): MessageBody {
  return sealedBody ? { ...EMPTY, ...JSON.parse(open(sealedBody, keyring).toString()) } : EMPTY;
}

/** HubSpot takes no NUL, PostgreSQL's text neither, and a lone surrogate is not UTF-8: one bad byte must not lose a mail. */
export const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/** Forgets the words of messages that came before; that they came, from whom and about what, stays. */
export async function forgetBodies(sql: Queryable, before: Date, limit: number): Promise<number> {
  const forgotten = await sql`
    update messages set body = null, body_key_id = null where id in (
      select id from messages where received_at < ${before} and body is not null limit ${limit})`;
  return forgotten.count;
}

/** Forgets the words of versions that were replaced before. */
export async function forgetRevisions(sql: Queryable, before: Date, limit: number): Promise<number> {
  const forgotten = await sql`
    update message_revisions set body = null, body_key_id = null where (message_id, revision) in (
      select message_id, revision from message_revisions where edited_at < ${before} and body is not null limit ${limit})`;
  return forgotten.count;
}
