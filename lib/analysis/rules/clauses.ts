import { littleWords } from '../text/little-words.ts';
import { quoteOf, type Reading, type ReadSentence } from './reading.ts';

/** Word indices, `to` exclusive. */
export type Span = { from: number; to: number };

/** Marks that end a clause; an apostrophe or a slash within one does not. */
const ends = /^[.,;:!?¿¡()[\]{}…—–•|"“”«»]$/u;

/** The stretches of a sentence between its marks. */
export function clausesOf(reading: Reading, sentence: Span): Span[] {
  const clauses: Span[] = [];
  let from = sentence.from;
  for (let index = sentence.from; index <= sentence.to; index += 1) {
    if (index < sentence.to && !ends.test(reading.words[index]!.norm)) continue;
    if (index > from) clauses.push({ from, to: index });
    from = index + 1;
  }
  return clauses;
}

export const countWords = (reading: Reading, { from, to }: Span): number => {
  let count = 0;
  for (let index = from; index < to; index += 1) if (reading.words[index]!.type !== 'mark') count += 1;
  return count;
};

const fewest = 3;

/** The clause around a word, with the one after it where it says too little alone, and never more than `most` words. */
export function clauseAround(reading: Reading, sentence: ReadSentence, at: number, most = 14): string {
  const clauses = clausesOf(reading, sentence);
  const found = Math.max(
    0,
    clauses.findIndex(({ to }) => to > at),
  );
  const clause = clauses[found] ?? sentence;
  const next = clauses[found + 1];
  const joined = next && countWords(reading, clause) < fewest ? { from: clause.from, to: next.to } : clause;
  let { from, to } = joined;
  while (countWords(reading, { from, to }) > most && at - from > 4) from += 1;
  while (countWords(reading, { from, to }) > most) to -= 1;
  return quoteOf(reading, from, trimmed(reading, { from, to }).to);
}

/** Without the little words at its end, and without those at its start where `start` says so. */
export function trimmed(reading: Reading, span: Span, start = false): Span {
  const little = littleWords(reading.language);
  const isLittle = (index: number) => little.has(reading.words[index]!.norm) || ends.test(reading.words[index]!.norm);
  let { from, to } = span;
  while (to > from + 1 && isLittle(to - 1)) to -= 1;
  while (start && from < to - 1 && isLittle(from)) from += 1;
  return { from, to };
}
