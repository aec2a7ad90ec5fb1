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
        ? hour.test(norm)
        : !anyMonth.test(norm) && classes(norm).some((name) => name === 'day' || name === 'month'),
    );
}

const timely = new Set(['day', 'month', 'period', 'now', 'later', 'before', 'when']);
const partOfDay =
  /^(?:last|ultim[oa]|pasad[oa]|passad[oa]|morning|afternoon|evening|noon|lunch|tonight|next|early|late|end|start|manha|tarde|noite|proxim[oa]|fim|inicio|dia|manana|noche|fin|finales|principios|que|vem|viene|spring|summer|autumn|winter|easter|christmas|natal|pascoa|navidad|week|semana)$/u;

/** Says when, and nothing besides: "any morning but Wednesday", and not "Thursday clashes with stocktake". */
export const isDate = (reading: Reading, phrase: KeyPhrase): boolean =>
  isDated(reading, phrase) && saysWhenOnly(reading, phrase);

/** No word but of times and numbers: "last week", "21 a las 11". */
export function saysWhenOnly(reading: Reading, { from, to }: Span): boolean {
  const little = littleWords(reading.language);
  const classes = classesOf(reading.language);
  return reading.words
    .slice(from, to)
    .every(
      ({ norm, type }) =>
        type !== 'word' || little.has(norm) || partOfDay.test(norm) || classes(norm).some((name) => timely.has(name)),
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
  return words.length >= 2 && named.length >= words.length - 1 && named.length >= 2;
}

/** The words of a phrase that name its day or time: "el jueves" of "mandar propuesta el jueves"; `null` where there are none. */
export function datePart(reading: Reading, phrase: KeyPhrase): Span | null {
  const classes = classesOf(reading.language);
  const little = littleWords(reading.language);
  const signals = phrase.sentence.signals.filter(({ concept }) => concept === 'when');
  const word = (index: number) => reading.words[index]!;
  const opens = (index: number): boolean =>
    hour.test(word(index).norm) ||
    (!little.has(word(index).norm) && signals.some(({ from, to }) => from <= index && to > index)) ||
    (!anyMonth.test(word(index).norm) && classes(word(index).norm).some((name) => name === 'day' || name === 'month'));
  const goesOn = (index: number): boolean =>
    opens(index) || word(index).type === 'number' || partOfDay.test(word(index).norm);
  let first = phrase.from;
  while (first < phrase.to && !opens(first)) first += 1;
  if (first === phrase.to) return null;
  let to = first + 1;
  for (let index = to; index < phrase.to && (goesOn(index) || little.has(word(index).norm)); index += 1)
    if (goesOn(index)) to = index + 1;
  let from = first;
  // "8 de diciembre", "the 3rd of May": the number may stand before.
  for (let index = first - 1; index >= phrase.from && index >= first - 2; index -= 1)
    if (word(index).type === 'number') from = index;
  if (from > phrase.from && preposition.test(word(from - 1).norm)) from -= 1;
  return { from, to };
}

const hour = /^\d{1,2}(?:[:.]\d\d)?(?:h|hs|am|pm)$/u;
const preposition =
  /^(?:by|before|after|until|from|on|antes|ate|depois|hasta|despues|desde|em|en|el|vor|bis|ab|avant|entro)$/u;
