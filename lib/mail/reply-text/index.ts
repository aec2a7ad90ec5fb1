import { type Decision, decide } from './decide.ts';
import { isKnownClient } from './html/clients.ts';
import { type HtmlText, htmlLines } from './html/html-lines.ts';
import { saidIn } from './html/said.ts';
import { ownIndents, withoutMarks } from './own-indents.ts';
import { matchSent, type SentMail } from './sent-match.ts';
import { isStandIn } from './stand-in.ts';
import { textLines } from './text-lines.ts';
import type { Line, LineState } from './types.ts';

export type { SentMail } from './sent-match.ts';

/**
 * A mail's text in parts. `new`: what the writer wrote now; it is made of lines of `full`,
 * answers within a quote without its marks. `quoted`: earlier mail and
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
  const html = mail.html ? readHtml(mail.html, mail) : null;
  if (html && readsHtml(mail, html)) {
    const split = splitLines(html.lines, mail, false);
    // A program in dark mode writes white and sets no ground: where nothing else is there, that is the reply.
    const shown = split.empty && html.hidden !== '' ? htmlLines(mail.html!, markersOf(mail), () => true) : null;
    if (shown) return splitLines(shown.lines, mail, false).parts;
    return withHidden(split.parts, html);
  }
  return withHidden(splitLines(textLines(mail.text ?? ''), mail, true).parts, html);
}

function splitLines(lines: Line[], { sent }: MailBody, plain: boolean): { parts: ReplyText; empty: boolean } {
  const ours = matchSent(lines, sent ?? []);
  const asQuoted = decide(lines, ours, plain);
  const indents = plain ? new Set<number>() : ownIndents(lines, asQuoted, ours);
  const decision = indents.size === 0 ? asQuoted : decide(withoutMarks(lines, indents), ours, plain);
  const parts = {
    full: joined(lines, () => true),
    new: newText(decision),
    quoted: joined(lines, (at) => decision.states[at] === 'quoted'),
    signature: joined(lines, (at) => isFurniture(decision.states[at]!)),
    confidence: decision.confidence,
  };
  return { parts, empty: decision.empty };
}

/** What the plain part says too is no secret, however the HTML paints it. */
function readHtml(source: string, mail: MailBody): HtmlText {
  const html = htmlLines(source, markersOf(mail));
  return html.hidden === '' || isBlank(mail.text) ? html : htmlLines(source, markersOf(mail), saidIn(mail.text!));
}

/** The HTML is read where a known client wrote it, there is nothing else, or the text part says only that it is there. */
function readsHtml({ text, html }: MailBody, { lines }: HtmlText): boolean {
  if (isBlank(text)) return true;
  return lines.length > 0 && (isKnownClient(html!) || isStandIn(text!, lines));
}

function markersOf({ sent }: MailBody): string[] {
  return sent?.flatMap(({ marker }) => (marker ? [marker] : [])) ?? [];
}

function withHidden(parts: ReplyText, html: HtmlText | null): ReplyText {
  return html?.hidden ? { ...parts, hidden: html.hidden } : parts;
}

function newText({ lines, states, partial }: Decision): string {
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
