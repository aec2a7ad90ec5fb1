import { limits } from './schema.ts';
import { splitSentences } from './text/sentences.ts';
import { splitWords } from './text/words.ts';

/**
 * A text with its typography folded: each code unit of `folded` came from `text`, from `start` up to `end`. White space
 * counts between two letters or digits only, so that "40 %" is "40%" and a dash stands the same with and without spaces.
 */
export type FoldedText = {
  text: string;
  folded: string;
  start: Uint32Array;
  end: Uint32Array;
  /** 1 where the unit goes on with the word or number of the one before it: no quote begins or ends there. */
  inside: Uint8Array;
};

/** The range of a quote in a text, as offsets into it. */
export type Found = { start: number; end: number };

// Code points that people and models write for one another.
const quoteMarks = /[\p{Quotation_Mark}`´′″]/u;
const dashes = /[\p{Dash_Punctuation}−]/u;
// Nobody sees these: soft hyphen, zero width, direction marks, joiners, variation selectors; and the stars of *bold*.
const unseen = /\p{Cf}|\p{Variation_Selector}|\u034f|\*/u;
const letter = /[\p{L}\p{M}\p{N}]/u;
// Written without spaces between words, so that a quote may begin and end at any character.
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Folds a text in one pass; time and memory grow linearly with its length. */
export function foldTypography(text: string): FoldedText {
  const pieces: string[] = [];
  // Compatibility forms come apart ("ﬁ", "㎏"), the longest into 18 characters; few texts hold more than a handful.
  const start: number[] = [];
  const end: number[] = [];
  let last = '';
  let spaced = false;
  let apostrophe = -1;
  const emit = (char: string, from: number, to: number) => {
    pieces.push(char);
    start.push(from);
    end.push(to);
    last = char;
  };
  for (let at = 0; at < text.length; ) {
    const char = String.fromCodePoint(text.codePointAt(at)!);
    const to = at + char.length;
    const shown = shownAs(char);
    if (shown === ' ') spaced = true;
    else if (shown === "'") apostrophe = spaced ? -1 : at;
    else if (shown !== '') {
      if (!spaced && isRun(last, shown)) {
        end[end.length - 1] = to;
        if (shown !== '-') last = '…';
        pieces[pieces.length - 1] = last;
      } else {
        // Quotation marks fall away, an apostrophe inside a word stays.
        if (letter.test(last) && letter.test(shown)) {
          if (spaced) emit(' ', at, at);
          else if (apostrophe >= 0) emit("'", apostrophe, apostrophe + 1);
        }
        for (let unit = 0; unit < shown.length; unit += 1) emit(shown[unit]!, at, to);
      }
      spaced = false;
      apostrophe = -1;
    }
    at = to;
  }
  const folded = pieces.join('');
  return { text, folded, start: Uint32Array.from(start), end: Uint32Array.from(end), inside: insidesOf(folded) };
}

/** "--" is a dash and "..." an ellipsis. */
const isRun = (last: string, next: string): boolean => {
  const dots = '.…';
  return next === '-' ? last === next : last !== '' && dots.includes(next) && dots.includes(last);
};

function shownAs(char: string): string {
  if (/^[a-z0-9.,?!]$/iu.test(char)) return char;
  // First: the zero-width U+FEFF is white space for a regular expression.
  if (unseen.test(char)) return '';
  if (/\s/u.test(char)) return ' ';
  if (quoteMarks.test(char)) return "'";
  if (dashes.test(char)) return '-';
  if (char === '…') return char;
  const apart = char.normalize('NFKD');
  return /\s/u.test(apart) ? char : apart;
}

/**
 * Where the words of a quote stand: the same words, whole, in the same order, whatever their typography and the case of
 * the first letter. "…" in a quote leaves words out within one sentence; the range then holds these too. Null: nowhere.
 */
export function findQuote(source: FoldedText, quote: string): Found | null {
  const needle = foldTypography(quote.slice(0, limits.quote * 2)).folded;
  const bare = needle.replace(edges, '');
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(bare)) return null;
  for (const words of new Set([needle, bare])) {
    const at = findWhole(source, words, 0);
    if (at >= 0) return rangeOf(source, at, at + words.length);
  }
  return findInPieces(source, bare);
}

// What a model adds around the words: an ellipsis, brackets, a full stop.
const edges = /^[\s…[\]()]+|[\s….,;:[\]()]+$/gu;

const rangeOf = ({ start, end }: FoldedText, from: number, to: number): Found => ({
  start: start[from]!,
  end: end[to - 1]!,
});

/** How often a piece that stands everywhere is tried before the quote counts as not found. */
const mostTries = 200;

function findInPieces(source: FoldedText, quote: string): Found | null {
  const [first, ...rest] = quote
    .split('…')
    .map((piece) => piece.replace(edges, ''))
    .filter((piece) => piece !== '');
  if (first === undefined || rest.length === 0) return null;
  for (let tries = 0, at = findWhole(source, first, 0); at >= 0 && tries < mostTries; tries += 1) {
    const to = endOfPieces(source, rest, at + first.length, at + limits.quote);
    const range = to < 0 ? null : rangeOf(source, at, to);
    if (range && isOneSentence(source.text.slice(range.start, range.end))) return range;
    at = findWhole(source, first, at + 1);
  }
  return null;
}

function endOfPieces(source: FoldedText, pieces: readonly string[], from: number, most: number): number {
  let end = from;
  for (const piece of pieces) {
    const at = findWhole(source, piece, end, most);
    if (at < 0) return -1;
    end = at + piece.length;
  }
  return end;
}

const isOneSentence = (text: string): boolean =>
  text.length <= limits.quote && splitSentences(text, splitWords(text)).length === 1;

/** The first place from `from` on where words stand whole, the case of their first letter aside; -1: nowhere. */
function findWhole(source: FoldedText, words: string, from: number, most = source.folded.length): number {
  const first = words[0] ?? '';
  const other = first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase();
  const places = [words, ...(other.length === 1 && other !== first ? [other + words.slice(1)] : [])]
    .map((spelling) => nextWhole(source, spelling, from, most))
    .filter((at) => at >= 0);
  return places.length === 0 ? -1 : Math.min(...places);
}

function nextWhole({ folded, inside }: FoldedText, words: string, from: number, most: number): number {
  const near = most < folded.length ? folded.slice(0, most) : folded;
  let at = near.indexOf(words, from);
  while (at >= 0 && (inside[at] === 1 || inside[at + words.length] === 1)) {
    let next = at + 1;
    while (inside[next] === 1) next += 1;
    at = near.indexOf(words, next);
  }
  return at;
}

/** "no" is no piece of "now", nor "40" of "40,000". */
function insidesOf(folded: string): Uint8Array {
  const inside = new Uint8Array(folded.length + 1);
  let before = false;
  for (let at = 0; at < folded.length; at += 1) {
    const here = isSpacedLetter(folded.charAt(at));
    if (before && here) inside[at] = 1;
    before = here;
  }
  for (const { index } of folded.matchAll(/(?<=\d)[.,:/](?=\d)/gu)) inside.fill(1, index, index + 2);
  return inside;
}

const isSpacedLetter = (char: string) => letter.test(char) && !unspaced.test(char);
