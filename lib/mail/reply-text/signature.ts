import type { Boundary } from './boundary.ts';
import { contactBlock } from './contact-block.ts';
import { BARE_CLOSING, isClosing } from './data/closings.ts';
import { isMobileFooter, isSmallPrint, speaksOfSecrecy } from './footers.ts';
import { isFullName, LIST_ITEM, SENTENCE_END } from './line-shapes.ts';
import { lastText } from './lines.ts';
import { delimiterAbove } from './signature-delimiter.ts';
import type { Line, LineState } from './types.ts';

const RULE = /^(?:[-–—=~#*+_.•ᐧ─━═＝－＊◆◇■□★☆]\s?)+$/u;
const RULE_CHARACTERS = '-–—=~#*+_.•ᐧ─━═＝－＊◆◇■□★☆';
const DASH_NAME = /^[-–]{1,2}\s?\p{L}[\p{L}’'.]*(?: \p{L}[\p{L}’'.]*){0,2}[.]?$/u;

/** Marks the signature at the end of each stretch of the writer's text that a quote or the end of the mail follows. */
export function markSignatures(
  lines: readonly Line[],
  states: LineState[],
  boundaries: readonly Boundary[],
  plain: boolean,
  alone: boolean,
): void {
  const ends = new Set(boundaries.map(({ start, shared }) => (shared > 0 ? start + 1 : start)));
  let end = lines.length;
  while (end > 0 && (states[end - 1] !== 'own' || lines[end - 1]!.text === '')) end--;
  ends.add(end);
  const firstOwn = states.findIndex((state, at) => state === 'own' && lines[at]!.text !== '');
  for (const segmentEnd of ends) {
    let start = segmentEnd;
    while (start > 0 && states[start - 1] === 'own') start--;
    while (start < segmentEnd && lines[start]!.text === '') start++;
    if (start >= segmentEnd) continue;
    const from = signatureStart(lines, start, segmentEnd, { whole: firstOwn >= start, plain, alone });
    // A blank line alone is no signature: it parts the writer's words from an answer below the quote.
    if (lastText(lines, from, segmentEnd) === from) continue;
    for (let at = from; at < segmentEnd; at++) states[at] = 'signature';
  }
}

/** `whole`: the lines hold all of the message, so something must be left above a signature. */
type Place = { whole: boolean; plain: boolean; alone: boolean };

/**
 * Where the tail that is not the writer's message begins in `lines[start, end)`: a delimited signature, a phone's
 * footer, legal notices, a block of contact details. Closings and the name under them stay with the message.
 * `plain`: no markup tells a signature. `alone`: nothing quoted follows; then a bare closing with a name counts too.
 */
function signatureStart(lines: readonly Line[], start: number, end: number, place: Place): number {
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

/** Takes one footer or one paragraph of small print off the end. */
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
  if (!isSmallPrint(paragraph(lines, first, to))) return to;
  // Words of the writer may stand right above the notice: it begins where it first speaks of secrecy.
  let from = first;
  while (
    from < to - 1 &&
    from - first < 4 &&
    !speaksOfSecrecy(lines[from]!.text) &&
    isSmallPrint(paragraph(lines, from + 1, to))
  )
    from++;
  return from > start ? from : to;
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

function trimRules(lines: readonly Line[], start: number, to: number): number {
  while (to > start && (lines[to - 1]!.text === '' || isRule(lines[to - 1]!.text))) to--;
  return to;
}

function isRule(text: string): boolean {
  return text.length < 200 && RULE_CHARACTERS.includes(text[0]!) && RULE.test(text);
}

function paragraph(lines: readonly Line[], from: number, to: number): string {
  let text = '';
  for (let at = from; at < to && text.length < 2_000; at++) text += `${lines[at]!.text} `;
  return text.trim();
}
