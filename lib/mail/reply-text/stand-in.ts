import type { Line } from './types.ts';
import { wordsOf } from './word-topics.ts';

/** A sentence or two; what people write is told from it by standing in the HTML as well. */
const LONGEST = 600;
const NAMES_HTML = /x?html|rich text|web browser|navegador|browser|enriched/i;
/** Of the words of a text that stands for the HTML hardly one stands in it. */
const SHARED = 0.5;

/**
 * Whether a text part only stands for the HTML: "your program cannot show HTML", in whatever language, or the words of a
 * template beside another mail. Its words are not those of the HTML, which has words of its own.
 */
export function isStandIn(text: string, lines: readonly Line[]): boolean {
  const stand = text.trim();
  if (stand.length > LONGEST || !NAMES_HTML.test(stand)) return false;
  const shown = new Set(lines.flatMap((line) => wordsOf(line.text.slice(0, LONGEST))));
  const words = wordsOf(stand).filter((word) => word.length > 3);
  return shown.size > 0 && words.filter((word) => shown.has(word)).length < words.length * SHARED;
}
