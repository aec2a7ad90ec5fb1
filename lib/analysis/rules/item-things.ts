import { littleWords } from '../text/little-words.ts';
import { fold } from '../text/words.ts';
import { askedVerb, doing } from './actions.ts';
import { clausesOf, countWords, type Span, trimmed } from './clauses.ts';
import { linked, longestPhrase } from './phrase-ends.ts';
import { quoteOf, type Reading, type ReadSentence } from './reading.ts';

const longestQuestion = 14;

/** A telephone number: seven digits and more, in groups. */
export function phoneIn(reading: Reading, { from, to }: ReadSentence): string | null {
  const text = quoteOf(reading, from, to);
  const found = /(?<![\p{L}\p{N}.,])\+?\(?\d(?:[ ().-]{0,2}\d){6,14}(?![\p{L}\p{N}.,]\d)/u.exec(text)?.[0];
  return found && /[ ()-]|^\+/u.test(found) ? found : null;
}

/** The question itself, from the clause where it begins; of a long one the longest part. */
export function questionIn(reading: Reading, sentence: ReadSentence): string | null {
  const mark = reading.words.findIndex(
    (word, index) => index >= sentence.from && index < sentence.to && word.norm === '?',
  );
  if (mark < 0) return null;
  const clauses = clausesOf(reading, { from: sentence.from, to: mark });
  for (let index = 0; index < clauses.length; index += 1) {
    const span = { from: clauses[index]!.from, to: mark };
    if (countWords(reading, span) > longestQuestion) continue;
    if (countWords(reading, span) < 3 && index > 0) return null;
    const opened = reading.words[span.from - 1]?.norm === '¿' ? span.from - 1 : span.from;
    return quoteOf(reading, opened, mark + 1);
  }
  // A question that is longer than that asks at its end: its last part, from where a new one begins.
  const last = clauses.at(-1);
  const part = last && linked(reading, last).at(-1);
  if (!part) return null;
  let { from } = part;
  while (countWords(reading, { from, to: part.to }) > longestQuestion) from += 1;
  return `${from > part.from ? '…' : ''}${quoteOf(reading, from, mark + 1)}`;
}

/**
 * What is to be sent, changed or set right: the words after the verb that asks for it, to the end of the clause; `whole`
 * with its article.
 */
export function objectIn(reading: Reading, sentence: ReadSentence, whole = false): string | null {
  const verb = doing.map(([concept]) => askedVerb(reading, sentence, concept)).find((found) => found !== undefined);
  if (!verb) return null;
  const clause = clausesOf(reading, sentence).find(({ from, to }) => from < verb.to && to >= verb.to);
  if (!clause) return null;
  const bare = shortened(
    reading,
    trimmed(reading, { from: verb.to, to: objectEnd(reading, verb.to, clause.to) }, true),
  );
  const text = bare.from < bare.to ? quoteOf(reading, bare.from, bare.to).replace(/\s+/gu, ' ') : '';
  if (
    text.length <= 2 ||
    /^(?:mim|gente|us|them|him|her|nos)$/u.test(fold(text)) ||
    littleWords(reading.language).has(fold(text))
  )
    return null;
  if (!whole) return text;
  let from = bare.from;
  while (from > verb.to && articles.test(reading.words[from - 1]!.norm)) from -= 1;
  return quoteOf(reading, from, bare.to).replace(/\s+/gu, ' ');
}

const articles =
  /^(?:the|an?|our|my|your|this|that|these|those|its|their|el|la|los|las|l[ou]s|una?|este|esta|mi|mis|su|sus|o|os|as|um|uma|esse|essa|meu|minha|seu|sua|nosso|nossa|nuestro|nuestra)$/u;
export const startsWithArticle = (text: string): boolean => articles.test(fold(text.split(' ', 1)[0]!));

const subjects =
  /^(?:i|i'll|i'm|i'd|we|we'll|we're|you|he|she|they|it|eu|voces?|gente|yo|tu|usted|ustedes|nosotros|ella|ellos)$/u;
const joints = /^(?:and|but|so|because|e|mas|porque|que|y|pero|asi)$/u;

/** "The annex and I do the rest": where somebody else begins to do something, the object has ended. */
function objectEnd(reading: Reading, from: number, to: number): number {
  for (let index = from + 1; index + 1 < to; index += 1)
    if (joints.test(reading.words[index]!.norm) && subjects.test(reading.words[index + 1]!.norm)) return index;
  return to;
}

/** The order as it was given, where its clause is short: "stop that truck". */
export function orderIn(reading: Reading, sentence: ReadSentence): string | null {
  const clauses = clausesOf(reading, sentence);
  const order = sentence.signals.find(
    (signal) =>
      !signal.negated &&
      signal.concept === 'imperative' &&
      clauses.some(({ from }) => signal.from === from || signal.from === from + 1),
  );
  const clause = order && clauses.find(({ from, to }) => from <= order.from && to > order.from);
  // "De" is folded like "dê".
  if (!clause || clause.to - order.from < 2 || /^de$/iu.test(quoteOf(reading, order.from, order.from + 1))) return null;
  const span = trimmed(reading, { from: order.from, to: clause.to });
  return countWords(reading, span) <= longestPhrase ? quoteOf(reading, span.from, span.to) : null;
}

/** At most six words, cut before the little word that begins what is left out. */
function shortened(reading: Reading, span: Span): Span {
  if (countWords(reading, span) <= longestPhrase) return span;
  let { to } = span;
  while (countWords(reading, { from: span.from, to }) > longestPhrase) to -= 1;
  const little = littleWords(reading.language);
  let cut = to;
  while (cut > span.from + 1 && !little.has(reading.words[cut]!.norm)) cut -= 1;
  return trimmed(reading, { from: span.from, to: cut > span.from + 1 ? cut : to }, true);
}
