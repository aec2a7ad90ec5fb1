import type { Envelope, IncomingMail } from '../types.ts';
import { AT, BEFORE, escapeRegExp, PLUS, TAIL, TOKEN } from './reply-address-forms.ts';

/** The address a customer answers to, e.g. `reply+0123456789abcdef@reply.example.com`. */
export function replyAddress(token: string, domain: string): string {
  return `reply+${token}@${domain}`;
}

/**
 * All distinct tokens of our reply addresses among the recipients of a mail, in the order in which they count: envelope,
 * To, Cc, Delivered-To, X-Original-To. Gateways and mail programs upper-case, quote, encode, rewrite (SRS, BATV
 * `prvs=`, VERP) and extend addresses; all these forms are read. Subject and body are never looked at.
 */
export function findTokens(post: { envelope: Envelope; mail: IncomingMail }, replyDomain: string): string[] {
  const { envelope, mail } = post;
  const header = (name: string) => mail.headers.filter((field) => field.name === name).map((field) => field.value);
  const sources = [
    ...envelope.to,
    ...header('to'),
    ...mail.to.map((to) => to.address),
    ...header('cc'),
    ...mail.cc.map((cc) => cc.address),
    ...header('delivered-to'),
    ...header('x-original-to'),
    ...mail.deliveredTo,
  ];
  return tokensOf(sources, replyDomain);
}

/** All distinct tokens of our reply addresses among these recipients. */
export const tokensOf = (recipients: string[], replyDomain: string): string[] => [
  ...new Set(recipients.flatMap((source) => replyTokensIn(source, replyDomain))),
];

/** Recipients past this many characters are a bomb, not a mail. */
const HEADER_READ = 100_000;

function replyTokensIn(source: string, replyDomain: string): string[] {
  const domain = escapeRegExp(replyDomain);
  const text = source.slice(0, HEADER_READ);
  const plain = new RegExp(
    `${BEFORE}reply${PLUS}(${TOKEN})${TAIL}"?\\s?${AT}\\s?${domain}\\.?(?![a-z0-9-]|\\.[a-z0-9])`,
    'gi',
  );
  /** SRS0=hash=tt=<domain>=reply+token@forwarder: RFC-less, but what postsrsd and Exim write. */
  const srs = new RegExp(`=${domain}=reply${PLUS}(${TOKEN})(?=${TAIL}"?@)`, 'gi');
  /** VERP: list-return-reply+token=<domain>@list. */
  const verp = new RegExp(`${BEFORE}reply${PLUS}(${TOKEN})=${domain}(?="?@)`, 'gi');
  return [plain, srs, verp].flatMap((form) => [...text.matchAll(form)].map((match) => canonicalToken(match[1]!)));
}

/** Lower case, look-alikes resolved: the one spelling of a token. */
export function canonicalToken(token: string): string {
  return token.toLowerCase().replace(/[il]/g, '1').replace(/o/g, '0');
}
