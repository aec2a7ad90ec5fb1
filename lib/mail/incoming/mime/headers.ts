import { addressParser, decodeWords } from 'postal-mime';
import type { IncomingMail, MailAddress } from '../../types.ts';
import { inUtf8 } from './encoded-words.ts';
import { MAIL_LIMITS } from './limits.ts';

export type RawHeader = { key: string; value: string };

type HeaderPart = Omit<
  IncomingMail,
  'text' | 'html' | 'attachments' | 'deliveryStatus' | 'returnedMessageIds' | 'problems'
>;

/** Everything the header block says, decoded. `value`s come unfolded and still RFC 2047-encoded. */
export function readHeaders(written: RawHeader[]): HeaderPart {
  const raw = written.map(({ key, value }) => ({ key, value: inUtf8(value) }));
  const all = (key: string) => raw.filter((header) => header.key === key).map((header) => header.value);
  const first = (key: string) => all(key)[0] ?? '';
  return {
    headers: raw.map(({ key, value }) => ({ name: key, value: cleanText(decodeWords(value)) })),
    from: addresses([first('from')])[0] ?? null,
    sender: addresses([first('sender')])[0] ?? null,
    replyTo: addresses(all('reply-to')),
    to: addresses(all('to')),
    cc: addresses(all('cc')),
    deliveredTo: DELIVERED_TO.flatMap((key) => addresses(all(key))).map((recipient) => recipient.address),
    subject: cleanText(decodeWords(first('subject'))).trim(),
    messageId: messageIds(first('message-id'))[0] ?? null,
    inReplyTo: messageIds(all('in-reply-to').join(' ')),
    references: messageIds(all('references').join(' ')),
    date: readDate(first('date')),
  };
}

/** Where gateways note the address they delivered to, most trustworthy first. */
const DELIVERED_TO = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-forwarded-to', 'x-rcpt-to'];

/** Mailboxes of address headers, groups flattened (RFC 5322 3.4). */
function addresses(values: string[]): MailAddress[] {
  return values
    .flatMap((value) => addressParser(value.slice(0, MAIL_LIMITS.headerBytes), { flatten: true }))
    .slice(0, MAIL_LIMITS.addressesPerHeader)
    .map(({ name, address }) => ({ name: cleanName(name ?? ''), address: cleanText(address ?? '').trim() }))
    .filter(({ name, address }) => name !== '' || address !== '');
}

/**
 * Message-IDs without angle brackets. Exchange and iOS join References with commas and some senders leave the brackets
 * out, so both forms are read.
 */
export function messageIds(value: string): string[] {
  const bracketed = [...value.matchAll(/<([^<>]{1,600})>/g)].map((match) => match[1]!.replace(/\s+/g, ''));
  const ids = bracketed.length > 0 ? bracketed : value.split(/[\s,]+/).filter((word) => word.includes('@'));
  const usable = [...new Set(ids)].filter((id) => id !== '' && id.length <= MAIL_LIMITS.messageIdLength);
  // The oldest and the newest of a long thread say where it belongs; what lies between does not.
  const half = MAIL_LIMITS.messageIds / 2;
  return usable.length <= half * 2 ? usable : [...usable.slice(0, half), ...usable.slice(-half)];
}

function readDate(value: string): Date | null {
  // V8 reads RFC 5322 dates; comments such as "(CEST)" confuse it only where they are not closed.
  const date = new Date(value.replace(/\([^()]*\)?/g, ' ').slice(0, 100));
  const year = date.getUTCFullYear();
  return year >= 1980 && year <= 2200 ? date : null;
}

/**
 * A name as it looks: every blank is one space, also those that `\s` lacks (Hangul fillers, the empty Braille cell), and
 * what only formats is gone, so that no two names look alike and differ. A joiner stays where its script needs it.
 */
function cleanName(value: string): string {
  return cleanText(value)
    .replace(
      /\u034f|[^\P{Cf}\u200c\u200d]|(?<=[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Common}]|^)[\u200c\u200d]/gu,
      '',
    )
    .replace(/[\s\u115f\u1160\u2800\u3164\uffa0]+/g, ' ')
    .trim();
}

/** Line breaks and control characters of a header become spaces: nothing of a mail may open a header line of ours. */
export function cleanText(value: string): string {
  return value.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}
