import { attributionEndingAt } from './attribution.ts';
import type { Boundary } from './boundary.ts';
import { headerBlockEnd } from './header-block.ts';
import { markedSignature, nextText } from './lines.ts';
import type { Line, LineState } from './types.ts';

/** Nothing, or a bare word such as "FYI", stands above a forwarded mail: then that mail is the message. */
export function isBareForward(lines: readonly Line[], states: readonly LineState[], start: number): boolean {
  const words = lines.slice(0, start).filter(({ text }, at) => text !== '' && states[at] === 'own');
  return words.length === 0 || (words.length === 1 && /^\p{Lu}{2,4}[.:!]?$/u.test(words[0]!.text));
}

/**
 * Nothing of the writer's own was left. What stood outside quotes comes back, a signature or footer first; a mail
 * that is one unintroduced quote is the message itself; a quote below its introduction leaves an empty reply.
 */
export function restore(lines: readonly Line[], states: LineState[], boundaries: readonly Boundary[]): void {
  for (const state of ['signature', 'banner'] as const) {
    const isBack = (at: number) => states[at] === state && !(boundaries.length > 0 && markedSignature(lines, at));
    if (!lines.some(({ text }, at) => text !== '' && isBack(at))) continue;
    lines.forEach((_, at) => {
      if (isBack(at)) states[at] = 'own';
    });
    return;
  }
  if (boundaries.length > 0) return;
  const first = nextText(lines, 0, lines.length);
  if (first < 0 || introducesItself(lines, first)) return;
  states.fill('own');
}

/** A quote that begins with an attribution or a header of its own: an empty reply, not a message in quotes. */
export function introducesItself(lines: readonly Line[], first: number): boolean {
  const inner = lines.slice(first, first + 8).map((line) => ({ ...line, depth: 0, mark: null }));
  return inner.some(
    (_, at) => at < 4 && (attributionEndingAt(inner, at, true)?.start === 0 || headerBlockEnd(inner, at) !== null),
  );
}
