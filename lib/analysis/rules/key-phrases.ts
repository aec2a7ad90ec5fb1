import { type Quantized, scoresOf } from '../second-opinion/quantized.ts';
import { longestSentence, salienceFeatures, sentWords } from '../second-opinion/salience-features.ts';
import { classesOf } from '../second-opinion/word-classes.ts';
import { littleWords } from '../text/little-words.ts';
import { clausesOf, countWords, type Span, trimmed } from './clauses.ts';
import { quoteOf, type Reading, type ReadSentence } from './reading.ts';

/** A few words of the reply, verbatim, that a rep needs; `gain` says how much they are needed. */
export type KeyPhrase = Span & { sentence: ReadSentence; gain: number; text: string };

/** Longest run of the reply's words that a summary takes over: more is a quotation, and no summary. */
export const longestPhrase = 6;
/** Share of needed words at which a word begins to earn its place. */
const worth = 0.04;
const least = 0.03;
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
        .filter((clause) => clause.to - clause.from > 5 || !greets(reading, clause))
        .flatMap((clause) => phrasesIn(reading, sentence, gains, clause, clause));
    })
    .filter((phrase) => saysSomething(reading, phrase))
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
function saysSomething(reading: Reading, { from, to }: KeyPhrase): boolean {
  const little = littleWords(reading.language);
  const classes = classesOf(reading.language);
  const told = reading.words.slice(from, to).filter(({ type, norm }) => type !== 'mark' && !little.has(norm));
  const [only] = told;
  if (told.length > 1) return true;
  if (!only) return false;
  if (only.type === 'number') return to - from > 1 || /\p{L}|%|[.,:/]|\d{3}/u.test(only.norm);
  return only.norm.length > 2 && !classes(only.norm).some((name) => empty.has(name));
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

/** A run without torn ends: the whole clause where it is short, else to the end of the group of words that it begins. */
function wholePhrase(reading: Reading, run: Span, rest: Span, clause: Span): Span {
  const whole = rest.from === clause.from && rest.to === clause.to;
  if (whole && countWords(reading, clause) <= longestPhrase) return trimmed(reading, clause);
  const little = littleWords(reading.language);
  const isLittle = (index: number) => little.has(reading.words[index]!.norm);
  const full = (span: Span) => countWords(reading, span) >= longestPhrase;
  let { from, to } = trimmed(reading, run);
  // "30 client | accounts": what is not finished goes on, at the cost of little words in front.
  while (to < rest.to && !isLittle(to)) {
    if (full({ from, to })) {
      if (!isLittle(from)) break;
      from += 1;
    }
    to += 1;
  }
  while (from > rest.from && !full({ from, to }) && prepositions.test(reading.words[from - 1]!.norm)) from -= 1;
  return trimmed(reading, { from, to });
}

/** "before Monday", "para 15 lojas", "hasta marzo": without them the phrase says something else. */
const prepositions =
  /^(?:before|after|by|until|till|from|for|since|without|over|under|no|not|antes|depois|ate|a|partir|desde|para|pra|por|sem|nao|de|da|do|das|dos|del|despues|hasta|sin|mas|bis|ab|vor|nach|seit|ohne|avant|apres|depuis|prima|dopo|entro|dal)$/u;

const overlaps = (span: Span, { from, to }: Span): boolean => from < span.to && to > span.from;

/** Names a day, a time or a span of time. */
export function isDated(reading: Reading, phrase: KeyPhrase): boolean {
  const signaled = phrase.sentence.signals.some((signal) => signal.concept === 'when' && overlaps(phrase, signal));
  if (signaled) return true;
  const classes = classesOf(reading.language);
  return reading.words
    .slice(phrase.from, phrase.to)
    .some(({ norm, type }) =>
      type === 'number'
        ? /^\d{1,2}(?:[:.]\d\d)?(?:h|hs|am|pm)$/u.test(norm)
        : classes(norm).some((name) => name === 'day' || name === 'month'),
    );
}

/** Names a person or an address, and little else. */
export function isPersonal(reading: Reading, phrase: KeyPhrase): boolean {
  const words = reading.words.slice(phrase.from, phrase.to);
  if (words.some(({ type }) => type === 'address')) return true;
  const named = words.filter(
    ({ start, end, type }) => type === 'word' && /^\p{Lu}\p{Ll}/u.test(reading.text.slice(start, end)),
  );
  return words.length >= 2 && named.length >= words.length - 1 && named.length >= 2;
}
