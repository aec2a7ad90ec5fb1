import { attributionEndingAt } from './attribution.ts';
import { ANSWERS_BELOW } from './data/answer-words.ts';
import { isSmallPrint } from './footers.ts';
import { headerBlockEnd } from './header-block.ts';
import { markerAt } from './markers.ts';
import type { SentLines } from './sent-match.ts';
import type { Line, LineState } from './types.ts';
import { topicsOf } from './word-topics.ts';

/** Lines of a quote that are looked at; people answer a mail, not a book. */
const MAX_LINES = 3_000;
/** What says where the answers are stands in a sentence or two. */
const MAX_ANNOUNCEMENT = 400;
const LEADING_MARKS = /^[>\s]+/;
/** Pictures, links and rules that a program puts among our lines. */
const FURNITURE =
  /^(?:\[(?:image|cid|inline|bild|imagem|imagen|immagine|afbeelding)\b[^\]]*\]|[<([]?https?:\/\/\S+|[^\p{L}\p{N}]+)$/iu;

const saysBelow = topicsOf([ANSWERS_BELOW]);

/**
 * Answers written into the quote of our mail: lines that are not ours between lines that are, and what follows the last
 * of ours there. Only in the quote of the newest mail: what stands in older ones was said before. In a quote that is not
 * known to us, lines that the writer says are colored. They lose the marks of the quote.
 */
export function keepAnswers(lines: Line[], states: LineState[], { ours, foreign }: SentLines): void {
  const first = states.indexOf('quoted');
  if (first < 0) return;
  const answers = ours.size > 0 ? amongOurs(lines, states, { ours, foreign }) : colored(lines, states, first);
  for (const at of answers) {
    states[at] = 'own';
    lines[at] = { ...lines[at]!, raw: lines[at]!.raw.replace(LEADING_MARKS, ''), depth: 0 };
  }
}

function amongOurs(lines: readonly Line[], states: readonly LineState[], { ours, foreign }: SentLines): number[] {
  const quoted = [...ours].filter((at) => states[at] === 'quoted').sort((a, b) => a - b);
  const start = quoted[0];
  if (start === undefined) return [];
  const end = quoteEnd(lines, start);
  const last = quoted.findLast((at) => at < end)!;
  const { depth } = lines[start]!;
  const answers: number[] = [];
  const isAnswer = (at: number) =>
    foreign.has(at) && states[at] === 'quoted' && lines[at]!.depth === depth && !FURNITURE.test(lines[at]!.text);
  for (let at = start + 1; at < last; at++) if (isAnswer(at)) answers.push(at);
  // Below the last of ours stands what else our mail had, unless somebody answers line by line or in color.
  for (let at = last + 1; at < end; at++) {
    const { text, tinted } = lines[at]!;
    if (text === '') continue;
    if (!isAnswer(at) || isSmallPrint(text) || !(tinted || answers.length > 0)) break;
    answers.push(at);
  }
  return answers;
}

function colored(lines: readonly Line[], states: readonly LineState[], first: number): number[] {
  const firstTinted = lines.findIndex(({ tinted }, at) => at >= first && tinted);
  if (firstTinted < 0) return [];
  const own = lines.slice(0, first).filter((_, at) => states[at] === 'own');
  const announced = own
    .map(({ text }) => text)
    .join(' ')
    .slice(0, MAX_ANNOUNCEMENT);
  if (saysBelow(announced) === 0) return [];
  const end = quoteEnd(lines, firstTinted);
  const inQuote = lines
    .map((_, at) => at)
    .slice(first, end)
    .filter((at) => states[at] === 'quoted' && lines[at]!.text !== '');
  const tinted = inQuote.filter((at) => lines[at]!.tinted && !FURNITURE.test(lines[at]!.text));
  return tinted.length < inQuote.length ? tinted : [];
}

/** Where the quote of the newest mail ends: at the introduction of the mail that it quotes. */
function quoteEnd(lines: readonly Line[], start: number): number {
  const { depth } = lines[start]!;
  const last = Math.min(lines.length, start + MAX_LINES);
  const inner = lines
    .slice(start, last)
    .map((line) => ({ ...line, depth: Math.max(0, line.depth - depth), mark: null }));
  for (let at = 1; at < inner.length; at++) {
    if (inner[at]!.text === '') continue;
    const nextIsQuoted = (inner[at + 1]?.depth ?? 0) > inner[at]!.depth;
    if (headerBlockEnd(inner, at) || markerAt(inner, at)) return start + at;
    const attribution = attributionEndingAt(inner, at, nextIsQuoted);
    if (attribution) return start + attribution.start;
  }
  return last;
}
