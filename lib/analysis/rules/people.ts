import type { Analysis } from '../schema.ts';
import { has, quoteOf, type Reading, type ReadSentence } from './reading.ts';
import { sentenceQuote } from './values.ts';

const nameWord = /^\p{Lu}[\p{L}'’-]+$/u;
const particles = new Set(['da', 'de', 'do', 'dos', 'das', 'del', 'la', 'van', 'von', 'di', 'e']);
const titles = new Set(['dr', 'dra', 'mr', 'mrs', 'ms', 'sr', 'sra', 'srta', 'lic', 'ing', 'eng', 'prof', 'the']);

/** The first name written in a sentence after token `from`: capitalised words in a row that begin no sentence. */
export function nameIn(reading: Reading, sentence: ReadSentence, from = sentence.from + 1): string | null {
  const word = (index: number) => quoteOf(reading, index, index + 1);
  for (let index = from; index < sentence.to; index += 1) {
    if (reading.tokens[index]!.type !== 'word' || !nameWord.test(word(index)) || isCommon(reading, sentence, index))
      continue;
    let to = index + 1;
    while (to < sentence.to && reading.tokens[to]!.type === 'word') {
      const joins = nameWord.test(word(to)) && !isCommon(reading, sentence, to);
      const particle = particles.has(reading.tokens[to]!.norm) && to + 1 < sentence.to && nameWord.test(word(to + 1));
      if (!joins && !particle) break;
      to += 1;
    }
    return quoteOf(reading, index, to);
  }
  return null;
}

/** Weekdays, months, departments and titles are written in capitals too. */
function isCommon(reading: Reading, sentence: ReadSentence, index: number): boolean {
  const norm = reading.tokens[index]!.norm;
  if (titles.has(norm) || norm.length < 2 || /^(?:i|rh|ti|it|hr|crm|erp|ceo|cfo|cto)$/u.test(norm)) return true;
  return sentence.signals.some(
    (signal) =>
      (signal.concept === 'when' ||
        signal.concept === 'wrong_person' ||
        signal.concept === 'absence_service' ||
        signal.concept === 'thanks') &&
      signal.from <= index &&
      signal.to > index,
  );
}

const addressIn = (reading: Reading, sentence: ReadSentence): string | null => {
  const index = reading.tokens.slice(sentence.from, sentence.to).findIndex((token) => token.type === 'address');
  return index < 0 ? null : quoteOf(reading, sentence.from + index, sentence.from + index + 1);
};

/** Somebody else to turn to, as the reply names them: a suggestion, never acted on by itself. */
export function findReferral(reading: Reading, body: readonly ReadSentence[]): Analysis['referral'] {
  for (const [index, sentence] of body.entries()) {
    const elsewhere = has(sentence, 'wrong_person', 'left_company', 'do_contact');
    if (!elsewhere && !addressIn(reading, sentence)) continue;
    const near = [sentence, ...body.slice(index + 1, index + 3)];
    for (const candidate of near) {
      const address = addressIn(reading, candidate);
      const name = nameIn(reading, candidate, candidate === sentence ? candidate.from + 1 : candidate.from);
      const pointed = has(candidate, 'wrong_person', 'do_contact');
      if (address || (name && (pointed || candidate !== sentence) && has(sentence, 'wrong_person', 'left_company'))) {
        return { name, address, quote: sentenceQuote(reading, candidate) };
      }
    }
  }
  return null;
}

/** When an absent person is back and who stands in, as quotes; dates stay as they were written. */
export function findAbsence(reading: Reading): NonNullable<Analysis['absence']> {
  let until: string | null = null;
  let substitute: string | null = null;
  let quote: string | null = null;
  for (const sentence of reading.sentences) {
    const away = sentence.signals.find((signal) => signal.concept === 'absence_state');
    if (away) {
      quote ??= sentenceQuote(reading, sentence);
      until ??= returnDate(reading, sentence);
    }
    if (has(sentence, 'absence_service', 'do_contact')) {
      const address = addressIn(reading, sentence);
      const name = nameIn(reading, sentence);
      substitute ??= name ?? address;
    }
  }
  const first = reading.sentences[0];
  return { until, substitute, quote: quote ?? (first ? sentenceQuote(reading, first) : '') };
}

const untilWords = new Set([
  'until',
  'till',
  'through',
  'to',
  'on',
  'back',
  'returning',
  'return',
  'ate',
  'a',
  'hasta',
  'al',
  'el',
  'dia',
  'retorno',
  'retornando',
  'retornarei',
  'voltarei',
  'volto',
  'regreso',
  'regresare',
  'na',
  'em',
  'bis',
  "jusqu'au",
  'no',
]);

function returnDate(reading: Reading, sentence: ReadSentence): string | null {
  const whens = sentence.signals.filter((signal) => signal.concept === 'when');
  for (let index = sentence.to - 2; index >= sentence.from; index -= 1) {
    if (!untilWords.has(reading.tokens[index]!.norm)) continue;
    const when = whens.find((signal) => signal.from === index + 1 || signal.from === index);
    const number = reading.tokens[index + 1]?.type === 'number';
    if (!when && !number) continue;
    let to = Math.max(when?.to ?? 0, index + 2);
    while (to < sentence.to && to < index + 8 && dateGoesOn(reading, whens, to)) to += 1;
    const from = when?.from === index && untilWords.has(reading.tokens[index]!.norm) ? index : index + 1;
    return quoteOf(reading, from, to).replace(/[\s,.;]+$/u, '');
  }
  return null;
}

function dateGoesOn(reading: Reading, whens: readonly { from: number; to: number }[], index: number): boolean {
  const token = reading.tokens[index]!;
  if (token.type === 'number' || token.norm === '/' || token.norm === 'de' || token.norm === 'of') return true;
  if (token.norm === ',') return reading.tokens[index + 1]?.type === 'number';
  return whens.some((when) => when.from <= index && when.to > index);
}
