import { type Quantized, scoresOf } from '../second-opinion/quantized.ts';
import { longestSentence, salienceFeatures, sentWords } from '../second-opinion/salience-features.ts';
import { classesOf } from '../second-opinion/word-classes.ts';
import { littleWords } from '../text/little-words.ts';
import { fold } from '../text/words.ts';
import { clausesOf, type Span } from './clauses.ts';
import { linked, longestPhrase, wholePhrase } from './phrase-ends.ts';
import { quoteOf, type Reading, type ReadSentence } from './reading.ts';

/** A few words of the reply, verbatim, that a rep needs; `gain` says how much they are needed. */
export type KeyPhrase = Span & { sentence: ReadSentence; gain: number; text: string };

/** Share of needed words at which a word begins to earn its place. */
const worth = 0.08;
const least = 0.03;
/** What a single everyday word must be worth. */
const worthAlone = 0.2;
/** Words that are looked at; a longer mail is read by a person anyway. */
const mostWords = 600;

/** Runs of at most six words within a clause, the most needed first. */
export function keyPhrases(
  reading: Reading,
  body: readonly ReadSentence[],
  sent: Reading | null,
  salience: Quantized,
): KeyPhrase[] {
  const known = sentWords(sent);
  const start = body[0]?.from ?? 0;
  return body
    .filter(({ from }) => from < start + mostWords)
    .flatMap((sentence) => {
      const gains = gainsOf(reading, sentence, known, salience);
      return clausesOf(reading, { from: sentence.from, to: Math.min(sentence.to, sentence.from + longestSentence) })
        .flatMap((clause) => linked(reading, clause))
        .filter((clause) => clause.to - clause.from > 5 || !greets(reading, clause))
        .flatMap((clause) => phrasesIn(reading, sentence, gains, clause, clause));
    })
    .filter((phrase) => saysSomething(reading, phrase) && !takesLeave.test(fold(phrase.text)))
    .sort((one, other) => other.gain - one.gain);
}

/** Classes of words that say nothing alone: "how", "good", "thanks", "again". */
const empty = new Set([
  'ask',
  'good',
  'thanks',
  'ack',
  'yes',
  'but',
  'still',
  'we',
  'you',
  'want',
  'mine',
  'go',
  'think',
]);

/** A single word must be more than a number without a thing, or an everyday word. */
function saysSomething(reading: Reading, { from, to, gain, sentence }: KeyPhrase): boolean {
  const little = littleWords(reading.language);
  const classes = classesOf(reading.language);
  const told = reading.words.slice(from, to).filter(({ type, norm }) => type !== 'mark' && !little.has(norm));
  const [only] = told;
  if (told.length > 1) return true;
  if (!only) return false;
  if (only.type === 'number') return to - from > 1 || /\p{L}|%|[.,:/]|\d{3}/u.test(only.norm);
  if (only.norm.length < 3 || classes(only.norm).some((name) => empty.has(name))) return false;
  // "… canal": one everyday word from the middle of something says little.
  const large = /^\p{Lu}/u.test(reading.text.slice(only.start, only.end));
  return large || gain > worthAlone || to - from === sentence.to - sentence.from;
}

function gainsOf(
  reading: Reading,
  sentence: ReadSentence,
  known: ReadonlySet<string>,
  salience: Quantized,
): Map<number, number> {
  const gains = new Map<number, number>();
  for (const [index, features] of salienceFeatures(reading, sentence, known)) {
    const scores = scoresOf(salience, features);
    gains.set(index, 1 / (1 + Math.exp(scores[0]! - scores[1]!)) - worth);
  }
  return gains;
}

/** "Un abrazo", "Good afternoon Andrés", "-- Anneke", "um forte abraço": said to be polite. */
const takesLeave =
  /^(?:-{1,3} ?\p{L}+|(?:good (?:morning|afternoon|evening|day)|compliments|buen[oa]s (?:dias|tardes|noches)|bo[am] (?:dia|tarde|noite))(?: \p{L}+){0,3}|(?:un|um|uma) (?:\p{L}+ )?(?:abra[zc]o|saludo|beijo)(?: \p{L}+){0,3}|(?:kind|best|warm) (?:regards|wishes)(?: \p{L}+){0,3}|(?:quedo|fico) (?:atent[oa]|no aguardo)(?: \p{L}+){0,3})$/u;

const greetings =
  /^(?:hi|hello|hey|dear|hola|oi|ola|bom|boa|buenas|buenos|buen|estimad[oa]s?|prezad[oa]s?|car[oa]s?|hallo|bonjour|ciao|fala|eai)$/u;

/** "Hola Vero", "Bom dia": the beginning of a text. */
export const greets = (reading: Reading, { from }: Span): boolean =>
  from <= 1 && greetings.test(reading.words[from]!.norm);

/** The run that is needed most, then what is left on both sides of it, a word apart. */
function phrasesIn(
  reading: Reading,
  sentence: ReadSentence,
  gains: ReadonlyMap<number, number>,
  clause: Span,
  rest: Span,
): KeyPhrase[] {
  const best = bestRun(gains, rest);
  if (best.gain < least) return [];
  const span = wholePhrase(reading, best, rest, clause);
  const text = quoteOf(reading, span.from, span.to).replace(/\s+/gu, ' ');
  const before = { from: rest.from, to: span.from - 1 };
  const after = { from: span.to + 1, to: rest.to };
  return [
    { sentence, ...span, gain: best.gain, text },
    ...phrasesIn(reading, sentence, gains, clause, before),
    ...phrasesIn(reading, sentence, gains, clause, after),
  ];
}

function bestRun(gains: ReadonlyMap<number, number>, { from, to }: Span): Span & { gain: number } {
  let best = { from, to: from, gain: 0 };
  for (let start = from; start < to; start += 1) {
    let gain = 0;
    let words = 0;
    for (let end = start; end < to && words < longestPhrase; end += 1) {
      const value = gains.get(end);
      if (value === undefined) continue;
      words += 1;
      gain += value;
      if (gain > best.gain) best = { from: start, to: end + 1, gain };
    }
  }
  return best;
}
