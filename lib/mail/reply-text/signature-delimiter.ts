import { couldSign, isContact, isSentence } from './line-shapes.ts';
import type { Line } from './types.ts';

/** RFC 3676 section 4.3: "-- " alone on a line. The trailing space is often lost on the way; a bold one is set in stars. */
const DELIMITER = /^(?:--\s?|\*--\s?\*|_--\s?_)$/;
/** The last of them frame the signatures of Japan and China. */
const LOOSE_DELIMITER = /^(?:-{3,}|_{2,}|[—–―]+|[-‐]{1,2}—-?|\*{3,}|={3,}|~{3,}|[─━═]{3,}|[＝－＊]{3,}|[◆◇■□★☆]{3,})$/u;
const RULE_STARTS = '-_—–―‐*=~─━═＝－＊◆◇■□★☆';
/** How far up a signature may reach. */
const MAX_DELIMITED = 30;
const MAX_LOOSE = 14;

/** Where a delimited signature begins in `lines(start, to)`, at its delimiter; -1 if there is none. */
export function delimiterAbove(lines: readonly Line[], start: number, to: number): number {
  let found = -1;
  let below = 0;
  let plain = true;
  for (let at = to - 1; at > start && below <= MAX_DELIMITED; at--) {
    const { text, raw } = lines[at]!;
    if (text === '') continue;
    const ruled = RULE_STARTS.includes(text[0]!);
    if (ruled && DELIMITER.test(text) && (below > 0 || /^[*_]?--/.test(raw))) {
      found = at;
    } else if (ruled && LOOSE_DELIMITER.test(text) && below > 0) {
      // Above a rule that stands in the message only the standard delimiter counts.
      plain &&=
        below <= MAX_LOOSE && allCouldSign(lines, at + 1, to, text.startsWith('_')) && !isMarkdownRule(lines, at, to);
      if (plain) found = at;
    } else {
      below++;
    }
  }
  return found;
}

/** Below underscores, which nobody uses as a rule within a message, even a short sentence may be a signature. */
function allCouldSign(lines: readonly Line[], from: number, to: number, underscores: boolean): boolean {
  for (let at = from; at < to; at++) {
    const { text } = lines[at]!;
    if (!underscores && isSentence(text) && text.includes(' ') && !isContact(text)) return false;
    if (text !== '' && !LOOSE_DELIMITER.test(text) && !DELIMITER.test(text) && !couldSign(text)) return false;
  }
  return true;
}

/** A rule with blank lines around it parts a message; a signature under one shows contact details. */
function isMarkdownRule(lines: readonly Line[], at: number, to: number): boolean {
  const loose = lines[at + 1]?.text === '' && lines[at - 1]?.text === '';
  if (!loose) return lines[at - 1]?.text.startsWith('#') ?? false;
  for (let below = at + 1; below < to; below++) if (isContact(lines[below]!.text)) return false;
  return true;
}
