import { findEdits } from './find-edits.ts';
import type { OurMarks } from './marks.ts';

/** Quote marks and what else a program puts in front of a line. */
const PREFIX = /^[ \t>|*]*$/;

/** A plain text without our marks; a line that held nothing else goes with its quote mark. */
export function cutText(text: string, marks: OurMarks): string {
  let shown = '';
  let at = 0;
  for (const { from, to, by } of findEdits(text, marks)) {
    const [begin, end] = by === '' ? wholeLines(text, Math.max(from, at), to) : [from, to];
    shown += text.slice(at, Math.max(begin, at)) + by;
    at = Math.max(end, at);
  }
  return shown + text.slice(at);
}

/** The lines of a cut, where nothing else stands on them. */
function wholeLines(text: string, from: number, to: number): [number, number] {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const newline = text.indexOf('\n', to);
  const end = newline < 0 ? text.length : newline;
  const alone = PREFIX.test(text.slice(start, from)) && PREFIX.test(text.slice(to, end).replace('\r', ''));
  return alone ? [start, newline < 0 ? end : end + 1] : [from, to];
}
