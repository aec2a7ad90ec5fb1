import type { Offer } from './offer.ts';
import { has, type ReadSentence, type Signal } from './reading.ts';
import type { Concept } from './vocabulary.ts';

/** `others`: the sentence speaks of another vendor or of a neighbour, not of us. */
export type Trouble = { strong: Concept[]; weak: boolean; others: boolean };

const troubles: Concept[] = ['legal', 'dispute', 'leaving', 'fault', 'anger', 'sarcasm'];

/** What a sentence complains of; trouble that is negated, solved or part of a longer phrase is none. */
export function troubleOf(sentence: ReadSentence, offer: Offer): Trouble {
  const others = has(sentence, 'third_party');
  const resolved = isResolved(sentence);
  const fine = sentence.signals.filter((signal) => signal.concept === 'no_trouble');
  const says = (concept: Concept): boolean =>
    sentence.signals.some(
      (signal) =>
        signal.concept === concept &&
        !signal.negated &&
        !fine.some((range) => signal.from < range.to && signal.to > range.from) &&
        !isPartOfOther(sentence, signal),
    );
  const strong = troubles.filter((concept) => {
    if (concept === 'fault' && has(sentence, 'dispute')) return false;
    return says(concept) && !(resolved && (concept === 'fault' || concept === 'anger'));
  });
  // A burden named where we asked how things go is one of our making.
  const burdened = offer === 'health' && !sentence.question && says('burden') && !isPraised(sentence);
  const weeping = (offer === 'health' || offer === 'case') && has(sentence, 'negative_emoji');
  return { strong, weak: (says('fault_weak') || burdened || weeping) && !others && !resolved, others };
}

export const isResolved = (sentence: ReadSentence): boolean =>
  has(sentence, 'resolved') && !has(sentence, 'not_resolved');

const wholes = new Set<Concept>([
  'buy_intent',
  'accept',
  'praise',
  'price_request',
  'demo_request',
  'resolved',
  'refusal',
  'defer',
]);
const longestPart = 2;

/** "Down for" within "put us down for": the longer phrase says what is meant. */
function isPartOfOther(sentence: ReadSentence, { from, to }: Signal): boolean {
  if (to - from > longestPart) return false;
  return sentence.signals.some(
    (whole) =>
      wholes.has(whole.concept) &&
      !whole.negated &&
      whole.from <= from &&
      whole.to >= to &&
      whole.to - whole.from > to - from,
  );
}

/** Praise that is no greeting, no courtesy and no question. */
export function isPraised(sentence: ReadSentence): boolean {
  const courtesies = sentence.signals.filter((signal) => signal.concept === 'not_praise');
  return (
    !sentence.question &&
    sentence.signals.some(
      (signal) =>
        signal.concept === 'praise' &&
        !signal.negated &&
        !courtesies.some((range) => signal.from < range.to && signal.to > range.from),
    )
  );
}
