import { attributionEndingAt } from './attribution.ts';
import { hasAddress } from './evidence.ts';
import { endsPhoneReply, isBanner, mayOpenBanner } from './footers.ts';
import { headerBlockEnd, headerStart } from './header-block.ts';
import { markerAt, replyAboveAt } from './markers.ts';
import { signatureStart } from './signature.ts';
import type { Line, LineState } from './types.ts';

/** What each line is. `partial`: lines of which only the first so many characters of `text` are the writer's. */
export type Decision = { states: LineState[]; partial: Map<number, number>; confidence: number };

/** Lines examined for attributions and headers. Beyond it a mail is no reply, and what is not marked is kept. */
const MAX_EXAMINED = 5_000;
const SENTENCE_END = /[.!?…。！？:;]["”»)]*$/;
const ONLY_LINK = /^[(<[]?https?:\/\/\S+[)>\]]?(?: ?[>)\]]+)?$/;
const RULER = '-#=*_~‐–—';

type Boundary = {
  start: number;
  end: number;
  shared: number;
  kind: 'attribution' | 'header' | 'forward' | 'footer';
  confidence: number;
};

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
    if (line.mark === 'signature') {
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
    if (next < 0) continue;
    if (boundary.kind === 'forward' && isBareForward(lines, states, boundary.start)) {
      forwarded = boundary;
      states.fill('own', boundary.start, boundary.end);
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
  if (!hasOwn(lines, states)) restore(lines, decision, boundaries);
  if (quotes) joinGaps(lines, states);
  return decision;
}

/** Blank lines within a quote or signature are part of it. */
function joinGaps(lines: readonly Line[], states: LineState[]): void {
  let last: LineState = 'own';
  let gap = -1;
  for (let at = 0; at < lines.length; at++) {
    if (lines[at]!.text === '' && states[at] === 'own') {
      if (gap < 0) gap = at;
      continue;
    }
    if (gap >= 0 && last !== 'own' && states[at] === last) states.fill(last, gap, at);
    last = states[at]!;
    gap = -1;
  }
}

function boundaryAt(
  lines: readonly Line[],
  at: number,
  limit: number,
  floor: number,
  isQuoted: (at: number) => boolean,
): Boundary | null {
  const line = lines[at]!;
  if (line.mark === 'boundary') return { start: at, end: limit, shared: 0, kind: 'header', confidence: 0.97 };
  if (line.mark === 'attribution') {
    let end = at + 1;
    while (end < limit && lines[end]!.mark === 'attribution') end++;
    return { start: at, end, shared: 0, kind: 'attribution', confidence: 0.97 };
  }
  const marker = markerAt(lines, at);
  if (marker)
    return { start: at, end: marker.end, shared: 0, kind: marker.forward ? 'forward' : 'header', confidence: 0.95 };
  const header = headerBlockEnd(lines, at);
  if (header)
    return {
      start: Math.max(floor, headerStart(lines, at)),
      end: header,
      shared: 0,
      kind: 'header',
      confidence: 0.95,
    };
  const below = nextText(lines, at + 1, limit);
  if (below > at + 1 && !isQuoted(below) && at > floor && endsPhoneReply(line.text)) {
    return { start: at, end: at + 1, shared: 0, kind: 'footer', confidence: 0.7 };
  }
  const attribution = attributionEndingAt(lines, at, below >= 0 && isQuoted(below));
  if (!attribution || attribution.start < floor) return null;
  return { ...attribution, kind: 'attribution' };
}

/** Skips and marks the warnings of gateways at the top. */
function markBanners(lines: readonly Line[], states: LineState[]): number {
  let at = nextText(lines, 0, lines.length);
  for (let rounds = 0; at >= 0 && rounds < 4; rounds++) {
    if (!mayOpenBanner(lines[at]!.text)) break;
    let end = at;
    let text = '';
    while (end < lines.length && lines[end]!.text !== '' && lines[end]!.depth === 0 && text.length <= 2_000) {
      text += `${lines[end]!.text} `;
      end++;
    }
    const upTo = isBanner(lines[at]!.text) ? at + 1 : end > at && isBanner(text.trim()) ? end : 0;
    if (!upTo || nextText(lines, upTo, lines.length) < 0) break;
    states.fill('banner', at, upTo);
    at = nextText(lines, upTo, lines.length);
  }
  return Math.max(at, 0);
}

/** The line above which a help desk asks for the reply ends the message, if something stands above it. */
function replyAbove(
  lines: Line[],
  states: LineState[],
  partial: Map<number, number>,
  first: number,
  isQuoted: (at: number) => boolean,
): number {
  let own = false;
  const last = Math.min(lines.length, first + MAX_EXAMINED);
  for (let at = first; at < last; at++) {
    const { text } = lines[at]!;
    if (text === '') continue;
    const found = mayAskForReply(text) ? replyAboveAt(text) : -1;
    if (found >= 0) {
      if (own || found > 0) {
        states.fill('quoted', found > 0 ? at + 1 : at);
        if (found > 0) {
          partial.set(at, found);
          lines[at] = { ...lines[at]!, text: text.slice(0, found).trimEnd() };
        }
        return found > 0 ? at + 1 : at;
      }
      states[at] = 'quoted';
    }
    own ||= !isQuoted(at);
  }
  return lines.length;
}

function mayAskForReply(text: string): boolean {
  return RULER.includes(text[0]!) || text.includes('ABOVE') || text.includes('above');
}

/** The end of a quoted line that the sender's client wrapped without its prefix. */
function isLazyContinuation(lines: readonly Line[], at: number): boolean {
  const before = lines[at - 1];
  const after = lines[at + 1];
  if (!before || !after || before.depth === 0 || after.depth === 0) return false;
  if (ONLY_LINK.test(lines[at]!.text)) return true;
  if (before.text === '' || SENTENCE_END.test(before.text)) return false;
  return before.text.length >= 60 || (before.text.includes('(') && !before.text.includes(')'));
}

/** Below our own unmarked text stands what else we sent: signature, unsubscribe line; unless answers stand between. */
function closeRepeated(lines: readonly Line[], states: LineState[], first: number, last: number, limit: number): void {
  if (lines[last]!.depth > 0) return;
  for (let at = first; at < last; at++) if (states[at] === 'own' && lines[at]!.text !== '') return;
  states.fill('quoted', last + 1, limit);
}

function bounds(indices: ReadonlySet<number>): [first: number, last: number] {
  let first = Number.POSITIVE_INFINITY;
  let last = -1;
  for (const at of indices) {
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  return [first, last];
}

/** Whatever introduces our own text, in whatever language: a line with an address or ending in a colon. */
function hideIntroduction(lines: readonly Line[], states: LineState[], first: number): void {
  let above = first - 1;
  while (above > 0 && lines[above]!.text === '') above--;
  if (above <= 0 || states[above] !== 'own') return;
  const { text } = lines[above]!;
  if (text.length > 300 || !(hasAddress(text) || /[:：]$/.test(text))) return;
  states[above] = 'quoted';
}

/** Answers written below the points they answer: with two or more such quotes these stay, for they carry the meaning. */
function keepAnsweredQuotes(lines: readonly Line[], states: LineState[]): void {
  const runs: { from: number; to: number }[] = [];
  let own = false;
  let run = -1;
  for (let at = 0; at < lines.length; at++) {
    if (states[at] === 'quoted') {
      if (run < 0 && own) run = at;
    } else if (lines[at]!.text !== '' && states[at] === 'own') {
      if (run >= 0) runs.push({ from: run, to: at });
      run = -1;
      own = true;
    }
  }
  if (runs.length >= 2) for (const { from, to } of runs) states.fill('own', from, to);
}

/** What the writer cites above the attribution of the mail answered is part of the message. */
function keepCitations(lines: readonly Line[], states: LineState[], until: number): void {
  let from = -1;
  for (let at = 0; at < until; at++) {
    if (lines[at]!.text === '') continue;
    if (states[at] === 'own' && from < 0) from = at;
    else if (states[at] === 'quoted' && from >= 0) states[at] = 'own';
  }
}

/** Nothing, or a bare word such as "FYI", stands above a forwarded mail: then that mail is the message. */
function isBareForward(lines: readonly Line[], states: readonly LineState[], start: number): boolean {
  const words = lines.slice(0, start).filter(({ text }, at) => text !== '' && states[at] === 'own');
  return words.length === 0 || (words.length === 1 && /^\p{Lu}{2,4}[.:!]?$/u.test(words[0]!.text));
}

function markSignatures(
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
  for (const segmentEnd of ends) {
    let start = segmentEnd;
    while (start > 0 && states[start - 1] === 'own') start--;
    while (start < segmentEnd && lines[start]!.text === '') start++;
    if (start >= segmentEnd) continue;
    const whole = !states.slice(0, start).some((state, at) => state === 'own' && lines[at]!.text !== '');
    const from = signatureStart(lines, start, segmentEnd, { whole, plain, alone });
    for (let at = from; at < segmentEnd; at++) states[at] = 'signature';
  }
}

/**
 * Nothing of the writer's own was left. What stood outside quotes comes back, a signature or footer first; a mail
 * that is one unintroduced quote is the message itself; a quote below its introduction leaves an empty reply.
 */
function restore(lines: readonly Line[], decision: Decision, boundaries: readonly Boundary[]): void {
  const { states } = decision;
  decision.confidence = 0.3;
  for (const state of ['signature', 'banner'] as const) {
    const at = states.findIndex((each, index) => each === state && lines[index]!.text !== '');
    if (at < 0) continue;
    states.forEach((each, index) => {
      if (each === state) states[index] = 'own';
    });
    return;
  }
  if (boundaries.length > 0) return;
  const first = nextText(lines, 0, lines.length);
  if (first < 0 || introducesItself(lines, first)) return;
  states.fill('own');
}

/** A quote that begins with an attribution or a header of its own: an empty reply, not a message in quotes. */
function introducesItself(lines: readonly Line[], first: number): boolean {
  const inner = lines.slice(first, first + 8).map((line) => ({ ...line, depth: 0, mark: null }));
  return inner.some(
    (_, at) => at < 4 && (attributionEndingAt(inner, at, true)?.start === 0 || headerBlockEnd(inner, at) !== null),
  );
}

function hasOwn(lines: readonly Line[], states: readonly LineState[], from = 0): boolean {
  return lines.some(({ text }, at) => at >= from && states[at] === 'own' && text !== '');
}

function nextText(lines: readonly Line[], from: number, limit: number): number {
  for (let at = from; at < limit; at++) if (lines[at]!.text !== '') return at;
  return -1;
}
