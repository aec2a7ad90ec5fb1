import { findEdits } from './find-edits.ts';
import type { OurMarks } from './marks.ts';

/** Quote marks and what else a program puts in front of a line. */
const PREFIX = /^[ \t>|*]*$/;
/** No program puts more there. */
const LONGEST_PREFIX = 200;

/** A plain text without our marks; a line that held nothing else goes with its quote mark. */
export function cutText(text: string, marks: OurMarks): string {
  const lineAt = lineFinder(text);
  let shown = '';
  let at = 0;
  for (const { from, to, by } of findEdits(text, marks)) {
    const [begin, end] = by === '' ? wholeLines(text, Math.max(from, at), to, lineAt) : [from, to];
    shown += text.slice(at, Math.max(begin, at)) + by;
    at = Math.max(end, at);
  }
  return shown + text.slice(at);
}

type Line = { start: number; end: number };

/** The lines of a cut, where nothing else stands on them. */
function wholeLines(text: string, from: number, to: number, lineAt: (at: number) => Line): [number, number] {
  const { start } = lineAt(from);
  const { end } = lineAt(to);
  const alone =
    from - start <= LONGEST_PREFIX &&
    end - to <= LONGEST_PREFIX &&
    PREFIX.test(text.slice(start, from)) &&
    PREFIX.test(text.slice(to, end).replace('\r', ''));
  return alone ? [start, end < text.length ? end + 1 : end] : [from, to];
}

/** The line that a place stands on, `end` at its line break. Asked again for the same line it looks at nothing. */
function lineFinder(text: string): (at: number) => Line {
  let found: Line = { start: 0, end: -1 };
  return (at) => {
    if (at >= found.start && at <= found.end) return found;
    const newline = text.indexOf('\n', at);
    found = { start: at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1, end: newline < 0 ? text.length : newline };
    return found;
  };
}
