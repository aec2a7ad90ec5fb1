import type { Analysis } from '../schema.ts';
import { wordsOf } from './body.ts';
import { clauseAround } from './clauses.ts';
import { has, type Reading, type ReadSentence, type Signal } from './reading.ts';
import type { Signs } from './signs.ts';
import { type Quoted, sentenceQuote } from './values.ts';
import type { Concept } from './vocabulary.ts';

const mostPains = 3;
const painful = new Set<Concept>(['fault', 'dispute', 'burden', 'fault_weak', 'anger', 'leaving']);
const bareWords = 3;
const isNo = ({ concept }: Signal): boolean => concept === 'no_answer';

/** Problems and challenges that they named; of a content reply those of other companies do not count. */
export function findPains(
  reading: Reading,
  body: readonly ReadSentence[],
  signs: Signs,
  type: Analysis['response_type'],
): Quoted[] {
  const complains = type === 'needs_handling';
  const named = [...signs.trouble, ...(type === 'standard' ? [] : signs.othersTrouble)]
    .filter(({ concept }) => concept === 'fault' || concept === 'dispute')
    .map(({ sentence }) => sentence);
  const burdens = body.filter(
    (sentence) =>
      isBurden(sentence) && !has(sentence, 'refusal') && (type !== 'standard' || !has(sentence, 'third_party')),
  );
  const pains = new Set([...named, ...burdens]);
  // A complaint says what it is about in its weaker and angry sentences too, and right after a bare "no".
  if (complains) for (const { sentence } of signs.weakTrouble) if (pains.size < mostPains) pains.add(sentence);
  if (complains && pains.size === 0) for (const { sentence } of signs.trouble) pains.add(sentence);
  for (const [index, sentence] of complains ? body.entries() : []) {
    const next = body[index + 1];
    const bare = wordsOf(reading, sentence) <= bareWords && sentence.signals.some(isNo);
    if (pains.has(sentence) && next && bare) {
      pains.delete(sentence);
      pains.add(next);
    }
  }
  return body
    .filter((sentence) => pains.has(sentence))
    .slice(0, mostPains)
    .map((sentence) => {
      const sign = sentence.signals.find(({ concept, negated }) => !negated && painful.has(concept));
      const at = sign?.from ?? sentence.from;
      return { value: clauseAround(reading, sentence, at), quote: sentenceQuote(reading, sentence, at) };
    });
}

function isBurden(sentence: ReadSentence): boolean {
  if (has(sentence, 'resolved')) return false;
  const fine = sentence.signals.filter((signal) => signal.concept === 'no_trouble');
  return sentence.signals.some(
    (signal) =>
      signal.concept === 'burden' &&
      !signal.negated &&
      !fine.some((range) => signal.from < range.to && signal.to > range.from),
  );
}
