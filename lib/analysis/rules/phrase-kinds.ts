import { classesOf } from '../second-opinion/word-classes.ts';
import { littleWords } from '../text/little-words.ts';
import type { Span } from './clauses.ts';
import type { KeyPhrase } from './key-phrases.ts';
import type { Reading } from './reading.ts';

const overlaps = (span: Span, { from, to }: Span): boolean => from < span.to && to > span.from;

/** "Full month" and "3 months" are no dates. */
const anyMonth = /^(?:months?|m[eê]s(?:es)?|monate?|mois|mes[ei])$/u;

/** Names a day or a time. */
export function isDated(reading: Reading, phrase: KeyPhrase): boolean {
  const signaled = phrase.sentence.signals.some((signal) => signal.concept === 'when' && overlaps(phrase, signal));
  if (signaled) return true;
  const classes = classesOf(reading.language);
  return reading.words
    .slice(phrase.from, phrase.to)
    .some(({ norm, type }) =>
      type === 'number'
        ? /^\d{1,2}(?:[:.]\d\d)?(?:h|hs|am|pm)$/u.test(norm)
        : !anyMonth.test(norm) && classes(norm).some((name) => name === 'day' || name === 'month'),
    );
}

const timely = new Set(['day', 'month', 'period', 'now', 'later', 'before', 'when']);
const partOfDay =
  /^(?:morning|afternoon|evening|noon|lunch|tonight|next|early|late|end|start|manha|tarde|noite|proxim[oa]|fim|inicio|dia|manana|noche|fin|finales|principios|que|vem|viene|spring|summer|autumn|winter|easter|christmas|natal|pascoa|navidad|week|semana)$/u;

/** Says when, and nothing besides: "any morning but Wednesday", and not "Thursday clashes with stocktake". */
export function isDate(reading: Reading, phrase: KeyPhrase): boolean {
  const little = littleWords(reading.language);
  const classes = classesOf(reading.language);
  return (
    isDated(reading, phrase) &&
    reading.words
      .slice(phrase.from, phrase.to)
      .every(
        ({ norm, type }) =>
          type !== 'word' || little.has(norm) || partOfDay.test(norm) || classes(norm).some((name) => timely.has(name)),
      )
  );
}

/** Names a person or an address, and little else. Any word is written large where a sentence begins: it does not count. */
export function isPersonal(reading: Reading, phrase: KeyPhrase): boolean {
  const words = reading.words.slice(phrase.from, phrase.to);
  if (words.some(({ type }) => type === 'address')) return true;
  const named = words.filter(
    ({ start, end, type }, index) =>
      type === 'word' &&
      phrase.from + index !== phrase.sentence.from &&
      /^\p{Lu}\p{Ll}/u.test(reading.text.slice(start, end)),
  );
  const whole = phrase.from === phrase.sentence.from && words.length === 2 && named.length === 1;
  return words.length >= 2 && named.length >= words.length - 1 && (named.length >= 2 || (whole && isName(words[0]!)));

  function isName({ norm }: (typeof words)[number]): boolean {
    return (
      norm.length > 2 && !littleWords(reading.language).has(norm) && classesOf(reading.language)(norm).length === 0
    );
  }
}
