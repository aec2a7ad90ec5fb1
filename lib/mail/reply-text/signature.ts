import { BARE_CLOSING, isClosing } from './data/closings.ts';
import { hasAddress } from './evidence.ts';
import { isLegalNotice, isMobileFooter, speaksOfSecrecy } from './footers.ts';
import type { Line } from './types.ts';

/** RFC 3676 section 4.3: "-- " alone on a line. The trailing space is often lost on the way. */
const DELIMITER = /^--\s?$/;
const RULE = /^(?:[-–—=~#*+_.•ᐧ]\s?)+$/u;
const RULE_CHARACTERS = '-–—=~#*+_.•ᐧ';
const LOOSE_DELIMITER = /^(?:-{3,}|_{2,}|[—–―]+|[-‐]{1,2}—-?|\*{3,}|={3,}|~{3,})$/u;
const RULE_STARTS = '-_—–―‐*=~';
const DASH_NAME = /^[-–]{1,2}\s?\p{L}[\p{L}’'.]*(?: \p{L}[\p{L}’'.]*){0,2}[.]?$/u;
const PHONE = /(?:\+|\(|\b)\d[\d\s().\-/]{6,}\d/;
const PHONE_LABEL =
  /^(?:t|f|m|tel|fax|mob|mobile|phone|cell|direct|office|skype|telefon|téléphone|teléfono|telefone|handy|gsm|電話|电话|電話番号|전화|тел|моб|τηλ)[.:)] ?\S/iu;
const URL = /(?:https?:\/\/|www\.)\S+|^[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io|de|fr|eu|co)\b/i;
const SENTENCE_END = /[.!?…。！？;؟।]["”»)]*$/;
const ABBREVIATION = /(?:^|\s)(?:\p{Lu}\p{L}{0,4}|\p{L}(?:\.\p{L})+)\.$/u;
const LIST_ITEM = /^(?:[-*+•>#|]|\d{1,2}[.)]) ?\S/;

const CONTACT_SIGN = /[\d@:.]/;

/** How far up a signature may reach. */
const MAX_DELIMITED = 30;
const MAX_LOOSE = 14;
const MAX_LINE = 100;

/** `whole`: the lines hold all of the message, so something must be left above a signature. */
type Place = { whole: boolean; plain: boolean; alone: boolean };

/**
 * Where the tail that is not the writer's message begins in `lines[start, end)`: a delimited signature, a phone's
 * footer, legal notices, a block of contact details. Closings and the name under them stay with the message.
 * `plain`: no markup tells a signature. `alone`: nothing quoted follows; then a bare closing with a name counts too.
 */
export function signatureStart(lines: readonly Line[], start: number, end: number, place: Place): number {
  const first = place.whole ? start : start - 1;
  const shown = lastText(lines, start, end);
  let to = end;
  for (let rounds = 0; rounds < 40; rounds++) {
    const next = strip(lines, start, trimRules(lines, start, to));
    if (next === to) break;
    to = next;
  }
  const delimited = delimiterAbove(lines, first, to);
  if (delimited > first) to = trimRules(lines, start, delimited);
  to = trimRules(lines, start, contactBlock(lines, first, to));
  if (!place.plain) return to;
  const signed = trimRules(lines, start, dashName(lines, start, to));
  return place.alone && signed === shown ? bareClosing(lines, start, signed) : signed;
}

/** Takes one footer, notice or marked signature off the end. */
function strip(lines: readonly Line[], start: number, to: number): number {
  if (to <= start) return to;
  const last = lines[to - 1]!;
  if (isMobileFooter(last.text)) {
    const above = to - 2;
    const alone = above > start && lines[above - 1]!.text === '' && isFullName(lines[above]!.text);
    return alone ? above : to - 1;
  }
  let first = to - 1;
  while (first > start && lines[first - 1]!.text !== '' && to - first < 40) first--;
  if (!isLegalNotice(paragraph(lines, first, to))) return to;
  // Words of the writer may stand right above the notice: it begins where it first speaks of secrecy.
  let from = first;
  while (
    from < to - 1 &&
    from - first < 4 &&
    !speaksOfSecrecy(lines[from]!.text) &&
    isLegalNotice(paragraph(lines, from + 1, to))
  )
    from++;
  return from > start ? from : to;
}

function delimiterAbove(lines: readonly Line[], start: number, to: number): number {
  let found = -1;
  let below = 0;
  let plain = true;
  for (let at = to - 1; at > start && below <= MAX_DELIMITED; at--) {
    const { text, raw } = lines[at]!;
    if (text === '') continue;
    const ruled = RULE_STARTS.includes(text[0]!);
    if (ruled && DELIMITER.test(text) && (below > 0 || raw.startsWith('--'))) {
      found = at;
    } else if (ruled && LOOSE_DELIMITER.test(text) && below > 0) {
      // Above a rule that stands in the message only the standard delimiter counts.
      plain &&=
        below <= MAX_LOOSE && allCouldSign(lines, at + 1, to, text.startsWith('_')) && !isMarkdownRule(lines, at, to);
      if (plain) found = at;
    } else {
      below++;
    }
  }
  return found;
}

/** Below underscores, which nobody uses as a rule within a message, even a short sentence may be a signature. */
function allCouldSign(lines: readonly Line[], from: number, to: number, underscores: boolean): boolean {
  for (let at = from; at < to; at++) {
    const { text } = lines[at]!;
    if (!underscores && isSentence(text) && text.split(' ').length >= 3 && !isContact(text)) return false;
    if (text !== '' && !LOOSE_DELIMITER.test(text) && !DELIMITER.test(text) && !couldSign(text)) return false;
  }
  return true;
}

/** A rule with blank lines around it parts a message; a signature under one shows contact details. */
function isMarkdownRule(lines: readonly Line[], at: number, to: number): boolean {
  const loose = lines[at + 1]?.text === '' && lines[at - 1]?.text === '';
  if (!loose) return lines[at - 1]?.text.startsWith('#') ?? false;
  for (let below = at + 1; below < to; below++) if (isContact(lines[below]!.text)) return false;
  return true;
}

/** Short, and no sentence: what stands in a signature. */
function couldSign(text: string): boolean {
  if (isContact(text)) return text.length <= 200;
  if (text.length > MAX_LINE || LIST_ITEM.test(text)) return false;
  const words = text.split(' ').length;
  return !(SENTENCE_END.test(text) && (words >= 5 || (words <= 2 && text.length >= 16)));
}

/**
 * A last paragraph of short lines with at least two contact details, or one under a closing and a name; and the
 * paragraph with the name above it.
 */
function contactBlock(lines: readonly Line[], first: number, to: number): number {
  let from = to;
  let details = 0;
  for (let at = to - 1; at > first && to - at <= MAX_LOOSE && lines[at]!.text !== ''; at--) {
    const { text } = lines[at]!;
    const found = contactDetails(text);
    if (found ? text.length > 200 : isClosing(text) || !couldSign(text) || isSentence(text)) break;
    details += found;
    from = at;
  }
  const above = lastText(lines, 0, from) - 1;
  const closed = above >= 0 && above === from - 1 && isClosing(lines[above]!.text);
  if (details < (closed && to - from >= 3 ? 1 : 2) || /[:：]$/.test(lines[above]?.text ?? '')) return to;
  return keepName(lines, first, withNameAbove(lines, first, from), to);
}

/** Ends like a sentence, and not with an abbreviation such as "Inc." or "s.r.o.". */
function isSentence(text: string): boolean {
  return SENTENCE_END.test(text) && !ABBREVIATION.test(text);
}

function withNameAbove(lines: readonly Line[], first: number, from: number): number {
  let top = from - 1;
  if (top <= first || lines[top]!.text !== '') return from;
  while (top - 1 > first && lines[top - 1]!.text !== '' && from - top <= 4) {
    const { text } = lines[top - 1]!;
    if (isClosing(text) || !couldSign(text) || isSentence(text)) return from;
    top--;
  }
  return isFullName(lines[top]!.text) ? top : from;
}

/** A name directly under a closing stays. */
function keepName(lines: readonly Line[], start: number, first: number, to: number): number {
  let above = first - 1;
  while (above > start && lines[above]!.text === '') above--;
  const closed = above >= start && isClosing(lines[above]!.text) && lines[above]!.text.length <= 60;
  return closed && !isContact(lines[first]!.text) && first + 1 < to ? first + 1 : first;
}

function dashName(lines: readonly Line[], start: number, to: number): number {
  const at = to - 1;
  if (at <= start) return to;
  const { text } = lines[at]!;
  if (text.length > 40 || !DASH_NAME.test(text) || text.startsWith('–')) return to;
  const above = lines[at - 1]!.text || (lines[at - 2]?.text ?? '');
  return LIST_ITEM.test(above) || /[:：,]$/.test(above) ? to : at;
}

function bareClosing(lines: readonly Line[], start: number, to: number): number {
  const shown: number[] = [];
  for (let at = to - 1; at > start && shown.length < 2 && to - at < 8; at--) if (lines[at]!.text !== '') shown.push(at);
  const [name, closing] = shown;
  if (name === undefined || closing === undefined) return to;
  const { text } = lines[name]!;
  const isName = text.split(' ').length <= 2 && /^\p{Lu}/u.test(text) && !SENTENCE_END.test(text) && !isClosing(text);
  return isName && BARE_CLOSING.test(lines[closing]!.text) ? closing : to;
}

function isContact(text: string): boolean {
  return contactDetails(text) > 0;
}

/** How many kinds of contact details a line shows: an address, a link, a telephone number. */
function contactDetails(text: string): number {
  if (!CONTACT_SIGN.test(text)) return 0;
  const start = text.slice(0, 200);
  const phone = PHONE_LABEL.test(start) || (text.length < 120 && PHONE.test(start) && digits(start) >= 7);
  return Number(hasAddress(start)) + Number(URL.test(start)) + Number(phone);
}

function digits(text: string): number {
  return text.match(/\d/g)?.length ?? 0;
}

function isFullName(text: string): boolean {
  return text.length <= 40 && /^\p{Lu}[\p{L}’'.-]+(?: \p{Lu}[\p{L}’'.-]*){1,2}$/u.test(text) && !isClosing(text);
}

function trimRules(lines: readonly Line[], start: number, to: number): number {
  while (to > start && (lines[to - 1]!.text === '' || isRule(lines[to - 1]!.text))) to--;
  return to;
}

function isRule(text: string): boolean {
  return text.length < 200 && RULE_CHARACTERS.includes(text[0]!) && RULE.test(text);
}

function lastText(lines: readonly Line[], start: number, end: number): number {
  while (end > start && lines[end - 1]!.text === '') end--;
  return end;
}

function paragraph(lines: readonly Line[], from: number, to: number): string {
  let text = '';
  for (let at = from; at < to && text.length < 2_000; at++) text += `${lines[at]!.text} `;
  return text.trim();
}
