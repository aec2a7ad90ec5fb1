import { escapeHtml } from '../../html.ts';
import type { MailAddress } from '../types.ts';

export type OutgoingAttachment = {
  filename: string;
  contentType: string;
  contentId?: string;
  inline: boolean;
  content: Uint8Array;
};

/** A mail of ours, ready for `createSendMail`. Nothing in it holds a line break or control character but the bodies. */
export type OutgoingMail = {
  from: MailAddress;
  to: MailAddress;
  cc?: MailAddress[];
  replyTo: MailAddress[];
  subject: string;
  text: string;
  /** Null: the mail is plain text. */
  html: string | null;
  headers: Record<string, string>;
  attachments: OutgoingAttachment[];
  /** Files that travel as links instead; sizes in bytes. */
  linked: { filename: string; size: number }[];
};

/** Longer ones are folded by no server the same way; RFC 5322 2.1.1 wants lines under 998 characters. */
const SUBJECT_LENGTH = 900;
const NAME_LENGTH = 120;
/** The thread's first message and its latest are what programs thread by. */
const REFERENCES_KEPT = 20;

/** One line of plain text: no line break, control or direction-changing character, so that no header can be smuggled in. */
export function oneLine(text: string, length = SUBJECT_LENGTH): string {
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  return line.length <= length
    ? line
    : `${line
        .slice(0, length - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`;
}

/** A name for an address header: one line, without the characters that end a quoted name or look like an address. */
export function displayName(name: string): string {
  return oneLine(name.replace(/["<>\\@,;]/g, ' '), NAME_LENGTH);
}

/** In-Reply-To and References (RFC 5322 3.6.4) from ids without brackets; those that fit in no header are left out. */
export function threadHeaders(inReplyTo: string[], references: string[]): Record<string, string> {
  const usable = (ids: string[]) => [...new Set(ids)].filter((id) => /^[\x21-\x3b\x3d\x3f-\x7e]{3,250}$/.test(id));
  const chain = usable([...references, ...inReplyTo]);
  const kept = chain.length <= REFERENCES_KEPT ? chain : [chain[0]!, ...chain.slice(1 - REFERENCES_KEPT)];
  const parents = usable(inReplyTo).slice(0, 3);
  return {
    ...(parents.length > 0 ? { 'In-Reply-To': parents.map((id) => `<${id}>`).join(' ') } : {}),
    ...(kept.length > 0 ? { References: kept.map((id) => `<${id}>`).join(' ') } : {}),
  };
}

/**
 * The headers that keep an automatic mail from being answered automatically: the rep's absence note must reach nobody.
 * RFC 3834 5; MS-OXCMAIL 2.1.3.2.20 for Exchange, which knows only its own header.
 */
export function automaticHeaders(loopHeader: string): Record<string, string> {
  return { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', [loopHeader]: '1' };
}

/** Plain text as HTML that keeps its lines. */
export function textToHtml(text: string): string {
  return escapeHtml(text).replace(/\r?\n/g, '<br>\n');
}
