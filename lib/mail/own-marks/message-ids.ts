import { createHmac } from 'node:crypto';
import { sameSecret } from '../../same-secret.ts';
import type { IncomingMail } from '../types.ts';

/** 64 bits: a forged id has one chance in 2^64. */
const MAC_LENGTH = 16;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The Message-ID of a mail of ours, without angle brackets: `<message uuid>.<HMAC>@domain`. It says which message a
 * reply answers where the token address was lost, and holds no token.
 */
export function ownMessageId(messageUuid: string, key: Uint8Array, domain: string): string {
  const uuid = messageUuid.toLowerCase();
  if (!UUID.test(uuid)) throw new TypeError('ownMessageId wants the UUID of a stored message');
  return `${uuid}.${mac(uuid, key)}@${domain.toLowerCase()}`;
}

/** The message's uuid if the id is one of ours, else null. Compared in constant time, brackets and case ignored. */
export function readOwnMessageId(id: string, key: Uint8Array, domain: string): string | null {
  const match = /^<?([0-9a-f-]{36})\.([0-9a-f]{16})@([^<>\s@]{1,255})>?$/i.exec(id.trim());
  if (!match) return null;
  const [uuid, given, host] = [match[1]!.toLowerCase(), match[2]!.toLowerCase(), match[3]!.toLowerCase()];
  if (host !== domain.toLowerCase() || !UUID.test(uuid)) return null;
  return sameSecret(given, mac(uuid, key)) ? uuid : null;
}

/**
 * One of our Message-IDs as it is stored: without its HMAC, so that a dump of the database holds none that would place a
 * mail or vouch for its sender. Other ids stay as they are.
 */
export function storedMessageId(id: string, domain: string): string {
  const [, uuid, host] = /^([0-9a-f-]{36})\.[0-9a-f]{16}@([^<>\s@]{1,255})$/i.exec(id) ?? [];
  return uuid && host?.toLowerCase() === domain.toLowerCase() ? `${uuid}@${host}` : id;
}

/** The same id with its HMAC again, for the headers of a mail that leaves. */
export function signedMessageId(id: string, key: Uint8Array, domain: string): string {
  const [, uuid, host] = /^([0-9a-f-]{36})@([^<>\s@]{1,255})$/i.exec(id) ?? [];
  const isOurs = uuid !== undefined && UUID.test(uuid.toLowerCase()) && host?.toLowerCase() === domain.toLowerCase();
  return isOurs ? ownMessageId(uuid, key, domain) : id;
}

function mac(uuid: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(`message-id:${uuid}`).digest('hex').slice(0, MAC_LENGTH);
}

/** Ids of long threads beyond these are not looked at: the newest tell where a mail belongs. */
const IDS_READ = 10;

/**
 * Message-IDs of our domain that the mail refers to, most telling first: In-Reply-To, References from the end, then
 * what a delivery report returns. Whether one is ours is for `readOwnMessageId` to say.
 */
export function findOwnMessageIds(mail: IncomingMail, messageIdDomain: string): string[] {
  return ofDomain([...answered(mail), ...mail.returnedMessageIds], messageIdDomain);
}

/** Those that the mail answers, without what it returns: whoever names one holds the mail that carried it. */
export function findAnsweredIds(mail: IncomingMail, messageIdDomain: string): string[] {
  return ofDomain(answered(mail), messageIdDomain);
}

const answered = ({ inReplyTo, references }: IncomingMail) => [...inReplyTo, ...references.toReversed()];

function ofDomain(ids: string[], messageIdDomain: string): string[] {
  const ending = `@${messageIdDomain.toLowerCase()}`;
  const own = ids.filter((id) => id.length <= 255 && id.toLowerCase().endsWith(ending));
  return [...new Set(own)].slice(0, IDS_READ);
}
