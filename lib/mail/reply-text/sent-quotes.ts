import { hasAddress } from './evidence.ts';
import type { Line, LineState } from './types.ts';

export function bounds(indices: ReadonlySet<number>): [first: number, last: number] {
  let first = Number.POSITIVE_INFINITY;
  let last = -1;
  for (const at of indices) {
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  return [first, last];
}

/** Below our own unmarked text stands what else we sent: signature, unsubscribe line; unless answers stand between. */
export function closeRepeated(
  lines: readonly Line[],
  states: LineState[],
  first: number,
  last: number,
  limit: number,
): void {
  if (lines[last]!.depth > 0) return;
  for (let at = first; at < last; at++) if (states[at] === 'own' && lines[at]!.text !== '') return;
  states.fill('quoted', last + 1, limit);
}

/** Whatever introduces our own text, in whatever language: a line with an address or ending in a colon. */
export function hideIntroduction(lines: readonly Line[], states: LineState[], first: number): void {
  let above = first - 1;
  while (above > 0 && lines[above]!.text === '') above--;
  if (above <= 0 || states[above] !== 'own') return;
  const { text } = lines[above]!;
  if (text.length > 300 || !(hasAddress(text) || /[:：]$/.test(text))) return;
  states[above] = 'quoted';
}
