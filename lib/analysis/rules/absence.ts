import type { Analysis } from '../schema.ts';
import { addressIn, nameIn } from './names.ts';
import { has, quoteOf, type Reading, type ReadSentence } from './reading.ts';
import { sentenceQuote } from './values.ts';

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
    if (!untilWords.has(reading.words[index]!.norm)) continue;
    const when = whens.find((signal) => signal.from === index + 1 || signal.from === index);
    const number = reading.words[index + 1]?.type === 'number';
    if (!when && !number) continue;
    let to = Math.max(when?.to ?? 0, index + 2);
    while (to < sentence.to && to < index + 8 && dateGoesOn(reading, whens, to)) to += 1;
    return quoteOf(reading, index + 1, to).replace(/[\s,.;]+$/u, '');
  }
  return null;
}

function dateGoesOn(reading: Reading, whens: readonly { from: number; to: number }[], index: number): boolean {
  const word = reading.words[index]!;
  if (word.type === 'number' || word.norm === '/' || word.norm === 'de' || word.norm === 'of') return true;
  if (word.norm === ',') return reading.words[index + 1]?.type === 'number';
  return whens.some((when) => when.from <= index && when.to > index);
}
