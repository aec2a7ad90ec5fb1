import { attributionEndingAt } from './attribution.ts';
import type { Boundary } from './boundary.ts';
import { isMobileFooter, isSmallPrint } from './footers.ts';
import { headerBlockEnd } from './header-block.ts';
import { isContact, isFullName, isSentence } from './line-shapes.ts';
import { markedSignature, nextText } from './lines.ts';
import type { Line, LineState } from './types.ts';

/** Nothing, or a bare word such as "FYI", stands above a forwarded mail: then that mail is the message. */
export function isBareForward(lines: readonly Line[], states: readonly LineState[], start: number): boolean {
  const words = lines.slice(0, start).filter(({ text }, at) => text !== '' && states[at] === 'own');
  return words.length === 0 || (words.length === 1 && /^\p{Lu}{2,4}[.:!]?$/u.test(words[0]!.text));
}

/**
 * Nothing of the writer's own was left. What stood outside quotes comes back, a signature first, but no phone's footer; a mail
 * that is one unintroduced quote is the message itself; a quote below its introduction leaves an empty reply.
 */
export function restore(lines: readonly Line[], states: LineState[], boundaries: readonly Boundary[]): void {
  if (restoreAboveFooter(lines, states) || restoreSentences(lines, states)) return;
  for (const state of ['signature', 'banner'] as const) {
    const isBack = (at: number) =>
      states[at] === state &&
      !(boundaries.length > 0 && markedSignature(lines, at)) &&
      !isMobileFooter(lines[at]!.text);
    if (!lines.some(({ text }, at) => text !== '' && isBack(at))) continue;
    lines.forEach((_, at) => {
      if (isBack(at)) states[at] = 'own';
    });
    return;
  }
  if (boundaries.length > 0 && boundaries.every(({ kind }) => kind === 'footer')) {
    // Only a phone's footer made a quote of what stands below it.
    lines.forEach(({ depth }, at) => {
      if (states[at] === 'quoted' && depth === 0) states[at] = 'own';
    });
    return;
  }
  const isFooter = lines.some(({ text }, at) => text !== '' && states[at] === 'signature');
  if (boundaries.length > 0 || isFooter) return;
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

/**
 * Outlook on phones opens the reply with the cursor within its signature's element, and there people write. A signature of
 * their own takes the footer's place, so what stands above a footer is the reply, unless it is a name.
 */
function restoreAboveFooter(lines: readonly Line[], states: LineState[]): boolean {
  const footer = lines.findIndex(({ text, mark }) => mark === 'signature' && isMobileFooter(text));
  let from = footer;
  while (from > 0 && lines[from - 1]!.mark === 'signature') from--;
  const words = lines.slice(from, Math.max(footer, 0)).filter(({ text }) => text !== '');
  if (words.every(({ text }) => isFullName(text) || isContact(text))) return false;
  states.fill('own', from, footer);
  return true;
}

/**
 * Other programs put the cursor there too, where a signature of their own is empty. It is the reply when it begins with a
 * sentence, which signatures do not; it ends where a signature would begin.
 */
function restoreSentences(lines: readonly Line[], states: LineState[]): boolean {
  const first = lines.findIndex(
    ({ text, mark }, at) => text !== '' && mark === 'signature' && states[at] === 'signature',
  );
  if (first < 0 || !isWritten(lines[first]!.text)) return false;
  let end = first;
  while (end < lines.length && states[end] === 'signature' && lines[end]!.mark === 'signature') {
    const { text } = lines[end]!;
    if (isFullName(text) || isContact(text) || isMobileFooter(text)) break;
    end++;
  }
  states.fill('own', first, end);
  return true;
}

const isWritten = (text: string): boolean =>
  isSentence(text) && text.includes(' ') && !isSmallPrint(text) && !isMobileFooter(text) && !isContact(text);
