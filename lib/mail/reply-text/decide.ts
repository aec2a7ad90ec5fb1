import { markBanners } from './banner.ts';
import { type Boundary, boundaryAt } from './boundary.ts';
import { isBareForward, restore } from './empty-reply.ts';
import { hasOwn, markedSignature, nextText } from './lines.ts';
import { isLazyContinuation, joinGaps, keepAnsweredQuotes, keepCitations } from './quotes.ts';
import { replyAbove } from './reply-above.ts';
import { bounds, closeRepeated, hideIntroduction } from './sent-quotes.ts';
import { markSignatures } from './signature.ts';
import type { Line, LineState } from './types.ts';

/** What each line is. `partial`: lines of which only the first so many characters of `text` are the writer's. */
export type Decision = { states: LineState[]; partial: Map<number, number>; confidence: number };

/** Lines examined for attributions and headers. Beyond it a mail is no reply, and what is not marked is kept. */
const MAX_EXAMINED = 5_000;

/**
 * Decides which lines are the writer's new text. First every line is looked at once: quoted, an introduction of a
 * quote (attribution, header block, rule), or text. Then the sequence decides: an introduction followed by marked
 * quotes takes these away and leaves answers between and below them; one followed by unmarked text ends the message.
 * `plain`: the lines are a text body, where only the words tell a signature.
 */
export function decide(source: readonly Line[], repeated: ReadonlySet<number>, plain: boolean): Decision {
  const lines = [...source];
  const states: LineState[] = new Array(lines.length).fill('own');
  const partial = new Map<number, number>();
  const decision: Decision = { states, partial, confidence: 1 };
  const isQuoted = (at: number) => lines[at]!.depth > 0 || lines[at]!.mark === 'quote' || repeated.has(at);

  const first = markBanners(lines, states);
  const limit = replyAbove(lines, states, partial, first, isQuoted);
  const boundaries: Boundary[] = [];
  const [firstRepeated, lastRepeated] = bounds(repeated);
  let ownBefore = -1;
  let floor = first;
  let examined = 0;
  let forwarded: Boundary | null = null;

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
      if (ownBefore < 0) ownBefore = at;
      continue;
    }
    const own = ownBefore >= 0 && (ownBefore < boundary.start || boundary.shared > 0);
    if (!own) ownBefore = -1;
    boundaries.push(boundary);
    decision.confidence = Math.min(decision.confidence, boundary.confidence);
    states.fill('quoted', boundary.start, boundary.end);
    if (boundary.shared > 0) {
      states[boundary.start] = 'own';
      partial.set(boundary.start, boundary.shared);
    }
    floor = boundary.end;
    at = boundary.end - 1;
    const next = nextText(lines, boundary.end, limit);
    if (!own && boundary.kind === 'header' && (next < 0 || !isQuoted(next))) {
      // Fields of the writer's own, or a reply without a word: rather too much than nothing.
      states.fill('own', boundary.start, boundary.end);
      boundaries.pop();
      ownBefore = boundary.start;
      decision.confidence = 0.4;
      continue;
    }
    if (next < 0) continue;
    if (boundary.kind === 'forward' && isBareForward(lines, states, boundary.start)) {
      forwarded = boundary;
      states.fill('own', boundary.start, boundary.end);
      for (let below = next; below < limit; below++) if (markedSignature(lines, below)) states[below] = 'signature';
      decision.confidence = 0.5;
      break;
    }
    if (isQuoted(next) && boundary.kind !== 'forward') continue;
    if (own || boundary.kind !== 'attribution') {
      states.fill('quoted', boundary.end, limit);
      break;
    }
    decision.confidence = 0.4;
  }
  if (
    repeated.size > 0 &&
    ownBefore >= 0 &&
    ownBefore < firstRepeated &&
    boundaries.every(({ end }) => end <= lastRepeated)
  ) {
    closeRepeated(lines, states, firstRepeated, lastRepeated, limit);
  }
  if (repeated.size > 0) hideIntroduction(lines, states, firstRepeated);
  if (boundaries.length === 0) keepAnsweredQuotes(lines, states);
  else keepCitations(lines, states, boundaries[0]!.start);
  const quotes = states.includes('quoted');
  markSignatures(lines, states, boundaries, plain, !quotes);
  if (forwarded && !hasOwn(lines, states, forwarded.end)) states.fill('quoted', forwarded.start, forwarded.end);
  if (!hasOwn(lines, states)) {
    decision.confidence = 0.3;
    restore(lines, states, boundaries);
  }
  if (quotes) joinGaps(lines, states);
  return decision;
}
