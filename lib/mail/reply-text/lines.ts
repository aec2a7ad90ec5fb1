import type { Line, LineMark, LineState } from './types.ts';

/** The next line that is not blank, before `limit`; -1 if there is none. */
export function nextText(lines: readonly Line[], from: number, limit: number): number {
  for (let at = from; at < limit; at++) if (lines[at]!.text !== '') return at;
  return -1;
}

/** The end of `lines[start, end)` without blank lines. */
export function lastText(lines: readonly Line[], start: number, end: number): number {
  while (end > start && lines[end - 1]!.text === '') end--;
  return end;
}

/** What the client itself marks as signature is no reply, even where nothing else is. */
export function markedSignature(lines: readonly Line[], at: number): boolean {
  return lines[at]!.mark === 'signature' || (lines[at]!.text === '--' && markBelow(lines, at) === 'signature');
}

function markBelow(lines: readonly Line[], at: number): LineMark {
  return lines[nextText(lines, at + 1, Math.min(lines.length, at + 4))]?.mark ?? null;
}

export function hasOwn(lines: readonly Line[], states: readonly LineState[], from = 0): boolean {
  return lines.some(({ text }, at) => at >= from && states[at] === 'own' && text !== '');
}
