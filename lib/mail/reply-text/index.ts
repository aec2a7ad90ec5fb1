import { type Decision, decide } from './decide.ts';
import { isKnownClient } from './html/clients.ts';
import { htmlLines } from './html/html-lines.ts';
import { repeatedLines, type SentMail } from './sent-match.ts';
import { textLines } from './text-lines.ts';
import type { Line, LineState } from './types.ts';

export type { SentMail } from './sent-match.ts';

/**
 * A mail's text in parts. `new`: what the writer wrote now; it is made of lines of `full`. `quoted`: earlier mail and
 * what introduces it. `signature`: signatures, footers, legal notices, warnings of gateways. `confidence`: 0 to 1.
 * `hidden`: text of the HTML that a reader cannot see; it is in none of the other parts.
 */
export type ReplyText = {
  full: string;
  new: string;
  quoted: string;
  signature: string;
  confidence: number;
  hidden?: string;
};

export type MailBody = { text?: string | null; html?: string | null; sent?: SentMail[] };

/**
 * Splits a mail into new text, quotes and signature. The HTML part is read where a known client wrote it or there is
 * no other; `sent` is what we sent in this conversation, recognized in any language. `new` is empty only where the
 * mail holds nothing but quotes. Synchronous, pure, linear in the size of the mail; throws for no input.
 */
export function splitReply(mail: MailBody): ReplyText {
  const markers = mail.sent?.flatMap(({ marker }) => (marker ? [marker] : []));
  const html = mail.html ? htmlLines(mail.html, markers) : null;
  const useHtml = html !== null && (isBlank(mail.text) || (html.lines.length > 0 && isKnownClient(mail.html!)));
  const lines = useHtml ? html.lines : textLines(mail.text ?? '');
  const repeated = mail.sent?.length ? repeatedLines(lines, mail.sent) : new Set<number>();
  const decision = decide(lines, repeated, !useHtml);
  const hidden = html?.hidden;
  return {
    full: joined(lines, () => true),
    new: newText(lines, decision),
    quoted: joined(lines, (at) => decision.states[at] === 'quoted'),
    signature: joined(lines, (at) => isFurniture(decision.states[at]!)),
    confidence: decision.confidence,
    ...(hidden ? { hidden } : {}),
  };
}

function newText(lines: readonly Line[], { states, partial }: Decision): string {
  const shown: string[] = [];
  let seam = false;
  for (let at = 0; at < lines.length; at++) {
    if (states[at] !== 'own') {
      seam = true;
      continue;
    }
    const { raw, text } = lines[at]!;
    // Where a quote is taken out, the blank lines above and below it become one.
    if (seam && text === '' && shown.at(-1)?.trim() === '') continue;
    seam = false;
    const keep = partial.size > 0 ? partial.get(at) : undefined;
    shown.push(keep === undefined ? raw : raw.slice(0, raw.indexOf(text.slice(0, keep)) + keep).replace(/[\s-]+$/, ''));
  }
  return tidy(shown.join('\n'));
}

function joined(lines: readonly Line[], included: (at: number) => boolean): string {
  const shown: string[] = [];
  for (let at = 0; at < lines.length; at++) if (included(at)) shown.push(lines[at]!.raw);
  return shown.length === 0 ? '' : tidy(shown.join('\n'));
}

function isFurniture(state: LineState): boolean {
  return state === 'signature' || state === 'banner';
}

function isBlank(text: string | null | undefined): boolean {
  return !text || text.trim() === '';
}

/** Without blank lines around it; indentation of the first line stays. */
function tidy(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}
