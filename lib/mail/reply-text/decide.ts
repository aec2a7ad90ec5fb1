import { keepAnswers } from './answers.ts';
import { markBanners } from './banner.ts';
import { type Boundary, boundaryAt } from './boundary.ts';
import { isBareForward, restore } from './empty-reply.ts';
import { hasOwn, markedSignature, nextText } from './lines.ts';
import { isLazyContinuation, joinGaps, keepAnsweredQuotes, keepCitations, keepForeignCitations } from './quotes.ts';
import { replyAbove } from './reply-above.ts';
import type { SentLines } from './sent-match.ts';
import { hideRepeated } from './sent-quotes.ts';
import { markSignatures } from './signature.ts';
import type { Line, LineState } from './types.ts';

/** What each line is. `partial`: lines of which only the first so many characters of `text` are the writer's. */
export type Decision = {
  /** As given, but for answers within a quote, which lose its marks. */
  lines: readonly Line[];
  states: LineState[];
  partial: Map<number, number>;
  confidence: number;
  /** Nothing of the writer's own was found; what is new came back from elsewhere, or nothing is. */
  empty: boolean;
  /** Something introduces a quote: an attribution, a header block, a rule. */
  introduced: boolean;
};

/** Lines examined for attributions and headers. Beyond it a mail is no reply, and what is not marked is kept. */
const MAX_EXAMINED = 5_000;
/** Confidence where nothing of the writer's own was found. */
const UNSURE = 0.3;

/**
 * Decides which lines are the writer's new text. First every line is looked at once: quoted, an introduction of a
 * quote (attribution, header block, rule), or text. Then the sequence decides: an introduction followed by marked
 * quotes takes these away and leaves answers between and below them; one followed by unmarked text ends the message.
 * `sent`: lines known to be ours. `plain`: the lines are a text body, where only the words tell a signature.
 */
export function decide(source: readonly Line[], sent: SentLines, plain: boolean): Decision {
  const repeated = sent.ours;
  const lines = [...source];
  const states: LineState[] = new Array(lines.length).fill('own');
  const partial = new Map<number, number>();
  const isQuoted = (at: number) => lines[at]!.depth > 0 || lines[at]!.mark === 'quote' || repeated.has(at);

  const first = markBanners(lines, states);
  const limit = replyAbove(lines, states, partial, first, isQuoted);
  const { boundaries, firstOwn, forward, confidence } = scan(lines, states, partial, first, limit, isQuoted);
  if (repeated.size > 0) hideRepeated(lines, states, repeated, boundaries, firstOwn, limit);
  if (boundaries.length === 0) {
    keepAnsweredQuotes(lines, states, plain);
    if (plain && repeated.size === 0) keepForeignCitations(lines, states, sent.foreign);
  }
  if (boundaries.length > 0) keepCitations(lines, states, boundaries[0]!.start);
  keepAnswers(lines, states, sent);

  const quotes = states.includes('quoted');
  markSignatures(lines, states, boundaries, plain, !quotes);
  if (forward && !hasOwn(lines, states, forward.end)) states.fill('quoted', forward.start, forward.end);
  const empty = !hasOwn(lines, states);
  if (empty) restore(lines, states, boundaries);
  if (quotes) joinGaps(lines, states);
  return { lines, states, partial, confidence: empty ? UNSURE : confidence, empty, introduced: boundaries.length > 0 };
}

/** `firstOwn`: the first line of the writer's, -1 if there is none. `forward`: a forwarded mail that is the message. */
type Scan = { boundaries: Boundary[]; firstOwn: number; forward: Boundary | null; confidence: number };

function scan(
  lines: readonly Line[],
  states: LineState[],
  partial: Map<number, number>,
  first: number,
  limit: number,
  isQuoted: (at: number) => boolean,
): Scan {
  const found: Scan = { boundaries: [], firstOwn: -1, forward: null, confidence: 1 };
  const doubt = (confidence: number) => {
    found.confidence = Math.min(found.confidence, confidence);
  };
  let floor = first;
  let examined = 0;
  for (let at = first; at < limit; at++) {
    const line = lines[at]!;
    if (line.text === '' && line.mark !== 'boundary' && !isQuoted(at)) continue;
    if (isQuoted(at) || isLazyContinuation(lines, at)) {
      states[at] = 'quoted';
      continue;
    }
    if (markedSignature(lines, at)) {
      states[at] = 'signature';
      continue;
    }
    const boundary = examined++ < MAX_EXAMINED ? boundaryAt(lines, at, limit, floor, isQuoted) : null;
    if (!boundary) {
      if (found.firstOwn < 0) found.firstOwn = at;
      continue;
    }
    const { start, end, shared, kind } = boundary;
    const own = found.firstOwn >= 0 && (found.firstOwn < start || shared > 0);
    const next = nextText(lines, end, limit);
    floor = end;
    at = end - 1;
    if (kind === 'header' && line.mark === null && next < 0 && isFilledIn(lines, start, end)) {
      // Fields that the writer filled in: below a header stands the mail it is of.
      if (found.firstOwn < 0) found.firstOwn = start;
      doubt(0.5);
      continue;
    }
    if (!own && kind === 'header' && (next < 0 || !isQuoted(next))) {
      // Fields of the writer's own, or a reply without a word: rather too much than nothing.
      if (found.firstOwn < 0) found.firstOwn = start;
      doubt(0.4);
      continue;
    }
    if (!own) found.firstOwn = -1;
    found.boundaries.push(boundary);
    doubt(boundary.confidence);
    if (kind === 'forward' && next >= 0 && isBareForward(lines, states, start)) {
      for (let below = next; below < limit; below++) if (markedSignature(lines, below)) states[below] = 'signature';
      doubt(0.5);
      return { ...found, forward: boundary };
    }
    states.fill(kind === 'footer' ? 'signature' : 'quoted', start, end);
    if (shared > 0) {
      states[start] = 'own';
      partial.set(start, shared);
    }
    if (next < 0 || (isQuoted(next) && kind !== 'forward')) continue;
    if (own || kind !== 'attribution') {
      states.fill('quoted', end, limit);
      break;
    }
    doubt(0.4);
  }
  return found;
}

/** Fields without an address, which are no header of a mail but what the writer has to say. */
function isFilledIn(lines: readonly Line[], start: number, end: number): boolean {
  return lines.slice(start, end).every(({ text }) => !text.includes('@'));
}
