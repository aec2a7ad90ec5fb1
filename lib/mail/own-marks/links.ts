import { createHmac } from 'node:crypto';
import { sameSecret } from '../../same-secret.ts';

/** What a link of ours may do; a link made for one purpose opens nothing else. */
export type LinkPurpose =
  | 'unsubscribe'
  | 'attachment'
  | 'confirm'
  | 'answer'
  | 'email'
  | 'compose'
  | 'numbers'
  | 'late';

/** The last part of a link: `<id>.<expiry in seconds, 0 for never>.<128 bits of HMAC>`. */
export function makeLink(purpose: LinkPurpose, id: string, key: Buffer, expiresAt?: Date): string {
  const expiry = expiresAt ? Math.floor(expiresAt.getTime() / 1000) : 0;
  return `${id}.${expiry}.${mac(purpose, id, expiry, key)}`;
}

/** The id behind a link, or null where it is forged, for another purpose, or past its time. */
export function readLink(purpose: LinkPurpose, link: string, key: Buffer, now: Date): string | null {
  const [id, expiry, given, ...rest] = link.split('.');
  if (!id || !given || rest.length > 0 || !/^\d{1,12}$/.test(expiry ?? '')) return null;
  const expected = mac(purpose, id, Number(expiry), key);
  if (!sameSecret(given, expected)) return null;
  return expiry !== '0' && Number(expiry) * 1000 < now.getTime() ? null : id;
}

function mac(purpose: LinkPurpose | 'open', id: string, expiry: number, key: Buffer): string {
  return createHmac('sha256', key).update(`link:${purpose}:${id}:${expiry}`).digest('base64url').slice(0, 22);
}

/** 48 bits: the page behind it shows nothing, it leads to a record that asks for a login. */
const SHORT_MAC = 8;

/** The last part of the link to a message's record: 30 characters, since it stands in the text of every forward. */
export function makeOpenLink(messageId: string, key: Buffer): string {
  const id = Buffer.from(messageId.replaceAll('-', ''), 'hex').toString('base64url');
  return `${id}${mac('open', messageId, 0, key).slice(0, SHORT_MAC)}`;
}

/** The message behind it, or null where it is none of ours. */
export function readOpenLink(link: string, key: Buffer): string | null {
  const hex = /^[\w-]{30}$/.test(link) ? Buffer.from(link.slice(0, -SHORT_MAC), 'base64url').toString('hex') : '';
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return sameSecret(link, makeOpenLink(id, key)) ? id : null;
}
