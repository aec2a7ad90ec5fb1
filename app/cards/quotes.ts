/** A piece of a text, and whether the analysis rests on it. */
export type Piece = { text: string; marked: boolean };

const folded = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Whether two texts say the same words, whatever their punctuation, or one holds all of the other. */
export function sameWords(one: string, other: string): boolean {
  const [a, b] = [` ${folded(one)} `, ` ${folded(other)} `];
  return a.includes(b) || b.includes(a);
}

/** The first lines of a text, up to the end of a word. */
export function firstLines(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length).toWellFormed();
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), length / 2))} …`;
}

/** The text in pieces, marked where a quote stands; a quote may be broken over lines there. */
export function markQuotes(text: string, quotes: string[]): Piece[] {
  const ranges = quotes
    .flatMap((quote) => {
      const words = quote.split(/\s+/).filter(Boolean);
      if (words.length === 0) return [];
      const found = new RegExp(words.map(escaped).join('\\s+'), 'iu').exec(text);
      return found ? [{ from: found.index, to: found.index + found[0].length }] : [];
    })
    .sort((a, b) => a.from - b.from);
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to } of ranges) {
    if (to <= at) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), marked: false });
    pieces.push({ text: text.slice(Math.max(from, at), to), marked: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Whether a quote is to be read in the text already. */
export const isMarkedIn = (text: string, quote: string): boolean =>
  markQuotes(text, [quote]).some(({ marked }) => marked);
