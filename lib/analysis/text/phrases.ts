import { fold, type Word } from './words.ts';

/**
 * Phrases as vocabulary files write them, one string each, matched on folded words:
 * `price|cost` either word · `refund*` the beginning of a word · `_` any one word · `#` a number ·
 * `the?` may be missing · `..` up to two words between, `...` up to five. Hyphens and accents do not matter, and "don't"
 * stands for "do not" too.
 */
export type PhraseBook = {
  readonly exact: ReadonlyMap<string, readonly Phrase[]>;
  readonly prefix: ReadonlyMap<string, readonly Phrase[]>;
  /** The lengths that prefixes have, so that no other is looked up. */
  readonly prefixLengths: readonly number[];
  /** What was found for words seen before: the same few thousand make up most texts. */
  readonly known: Map<string, readonly Phrase[]>;
};

/** `from` and `to` are word indices, `to` exclusive. */
export type PhraseMatch = { concept: string; from: number; to: number };

type Words = {
  is: 'words';
  exact: ReadonlySet<string>;
  prefixes: readonly string[];
  /** A number will do as well: `#|two|three`. */
  number: boolean;
  optional: boolean;
};
type Element = Words | { is: 'any' } | { is: 'number' } | { is: 'gap'; max: number };
type Phrase = { concept: string; elements: readonly Element[] };

const gaps: Record<string, number> = { '..': 2, '...': 5 };

export class PhraseError extends Error {
  constructor(phrase: string, reason: string) {
    super(`The phrase "${phrase}" cannot be used: ${reason}. Correct it in lib/analysis/**/data.`);
    this.name = 'PhraseError';
  }
}

export function compilePhrases(concepts: Readonly<Record<string, readonly string[]>>): PhraseBook {
  const exact = new Map<string, Phrase[]>();
  const prefix = new Map<string, Phrase[]>();
  const index = (words: Words, phrase: Phrase) => {
    for (const word of words.exact) push(exact, word, phrase);
    for (const start of words.prefixes) push(prefix, start, phrase);
    if (words.number) push(exact, '#', phrase);
  };
  for (const [concept, lines] of Object.entries(concepts)) {
    for (const line of lines) {
      for (const elements of uncontracted(line.trim().split(/\s+/u)).flatMap((words) =>
        openings(words.map(parseElement)),
      )) {
        const phrase = { concept, elements };
        const first = elements[0];
        if (first?.is === 'number') push(exact, '#', phrase);
        else if (first?.is !== 'words') throw new PhraseError(line, 'it must begin with a word or a number');
        else index(first, phrase);
      }
    }
  }
  const prefixLengths = [...new Set([...prefix.keys()].map((start) => start.length))].sort((a, b) => a - b);
  return { exact, prefix, prefixLengths, known: new Map() };
}

/** "don't want" also as "do not want": two words where the contraction is one. */
function uncontracted(sources: readonly string[]): (readonly string[])[] {
  const at = sources.findIndex((source) => /n't(?:\||\?|$)/u.test(source));
  if (at < 0) return [sources];
  const verbs = sources[at]!.replace(/\?$/u, '')
    .split('|')
    .flatMap((word) => full(word) ?? []);
  const rest = uncontracted(sources.slice(at + 1));
  return rest.flatMap((tail) => [
    [...sources.slice(0, at + 1), ...tail],
    [...sources.slice(0, at), verbs.join('|'), 'not', ...tail],
  ]);
}

const irregular: Record<string, string> = { "can't": 'can', "won't": 'will', "ain't": 'is' };
const full = (word: string): string | undefined =>
  irregular[word] ?? (word.endsWith("n't") ? word.slice(0, -3) : undefined);

/** A phrase that begins with words which may be missing, once with and once without them. */
function openings(elements: readonly Element[]): (readonly Element[])[] {
  const first = elements[0];
  return first?.is === 'words' && first.optional ? [elements, ...openings(elements.slice(1))] : [elements];
}

function push(index: Map<string, Phrase[]>, key: string, phrase: Phrase): void {
  const list = index.get(key);
  if (list) list.push(phrase);
  else index.set(key, [phrase]);
}

function parseElement(source: string): Element {
  if (source === '_') return { is: 'any' };
  if (source === '#') return { is: 'number' };
  const gap = gaps[source];
  if (gap !== undefined) return { is: 'gap', max: gap };
  const optional = source.length > 1 && source.endsWith('?');
  const words = (optional ? source.slice(0, -1) : source).split('|');
  const exact = words.filter((word) => !word.endsWith('*') && word !== '#').map(fold);
  return {
    is: 'words',
    exact: new Set(exact.flatMap((word) => (word.includes("'") ? [word, word.replaceAll("'", '')] : [word]))),
    prefixes: words.filter((word) => word.endsWith('*')).map((word) => fold(word.slice(0, -1))),
    number: words.includes('#'),
    optional,
  };
}

/** All phrases found in words `from`..`to`, in order; for each concept the longest of those that begin at one word. */
export function findPhrases(book: PhraseBook, words: readonly Word[], from = 0, to = words.length): PhraseMatch[] {
  const found: PhraseMatch[] = [];
  for (let at = from; at < to; at += 1) {
    const first = found.length;
    for (const phrase of candidates(book, words[at]!)) {
      // The first element is what the phrase was found by.
      const end = matchElements(phrase.elements, 1, words, at + 1, to);
      if (end < 0) continue;
      const known = indexOfConcept(found, first, phrase.concept);
      if (known < 0) found.push({ concept: phrase.concept, from: at, to: end });
      else if (found[known]!.to < end) found[known]!.to = end;
    }
  }
  return found;
}

function indexOfConcept(found: readonly PhraseMatch[], first: number, concept: string): number {
  for (let index = first; index < found.length; index += 1) if (found[index]!.concept === concept) return index;
  return -1;
}

const noPhrases: readonly Phrase[] = [];
/** Words of which a book remembers what begins with them. */
const mostKnown = 20_000;

function candidates(book: PhraseBook, { norm, type }: Word): readonly Phrase[] {
  if (type === 'number') return [...(book.exact.get(norm) ?? noPhrases), ...(book.exact.get('#') ?? noPhrases)];
  if (type !== 'word') return book.exact.get(norm) ?? noPhrases;
  const known = book.known.get(norm);
  if (known) return known;
  let list = book.exact.get(norm) ?? noPhrases;
  for (const length of book.prefixLengths) {
    if (length > norm.length) break;
    const more = book.prefix.get(norm.slice(0, length));
    if (more) list = list.concat(more);
  }
  if (book.known.size < mostKnown) book.known.set(norm, list);
  return list;
}

function matchElements(
  elements: readonly Element[],
  index: number,
  words: readonly Word[],
  at: number,
  to: number,
): number {
  const element = elements[index];
  if (element === undefined) return at;
  if (element.is === 'gap') {
    for (let skip = 0; skip <= element.max && at + skip < to; skip += 1) {
      const end = matchElements(elements, index + 1, words, at + skip, to);
      if (end >= 0) return end;
    }
    return -1;
  }
  const word = at < to ? words[at] : undefined;
  if (word !== undefined && fits(element, word)) {
    const end = matchElements(elements, index + 1, words, at + 1, to);
    if (end >= 0) return end;
  }
  return element.is === 'words' && element.optional ? matchElements(elements, index + 1, words, at, to) : -1;
}

function fits(element: Exclude<Element, { is: 'gap' }>, word: Word): boolean {
  if (element.is === 'any') return word.type !== 'mark';
  if (element.is === 'number') return word.type === 'number';
  if (element.number && word.type === 'number') return true;
  return element.exact.has(word.norm) || element.prefixes.some((start) => word.norm.startsWith(start));
}
