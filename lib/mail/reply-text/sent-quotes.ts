import type { Boundary } from './boundary.ts';
import { hasAddress } from './evidence.ts';
import type { Line, LineState } from './types.ts';

/** Takes away what stands around lines of ours that no mark quotes: their introduction, and what else we sent. */
export function hideRepeated(
  lines: readonly Line[],
  states: LineState[],
  repeated: ReadonlySet<number>,
  boundaries: readonly Boundary[],
  firstOwn: number,
  limit: number,
): void {
  const [first, last] = bounds(repeated);
  if (firstOwn >= 0 && firstOwn < first && boundaries.every(({ end }) => end <= last)) {
    closeRepeated(lines, states, first, last, limit);
  }
  hideIntroduction(lines, states, first);
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

/** Below our own unmarked text stands what else we sent: signature, unsubscribe line; unless answers stand between. */
function closeRepeated(lines: readonly Line[], states: LineState[], first: number, last: number, limit: number): void {
  if (lines[last]!.depth > 0) return;
  for (let at = first; at < last; at++) if (states[at] === 'own' && lines[at]!.text !== '') return;
  states.fill('quoted', last + 1, limit);
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
