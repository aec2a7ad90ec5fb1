import { quoteOf, type Reading, type ReadSentence } from './reading.ts';
import type { Concept } from './vocabulary.ts';

const nameWord = /^\p{Lu}[\p{L}'’-]+$/u;
const particles = new Set(['da', 'de', 'do', 'dos', 'das', 'del', 'la', 'van', 'von', 'di', 'e']);
// Weekdays, titles and departments are written in capitals too.
const commonWords = /^(?:i|hi|hey|rh|ti|it|hr|crm|erp|ceo|cfo|cto|the|dr|dra|mr|mrs|ms|sr|sra|srta|lic|ing|eng|prof)$/u;
const commonConcepts = new Set<Concept>(['when', 'wrong_person', 'absence_service', 'thanks', 'ask', 'imperative']);

/**
 * The name in a sentence: capitalised words in a row, the ones right before an address where there is one, else the
 * first. The word that begins the sentence counts only with another after it ("Owen Pratt got my desk"), since any word
 * is written in capitals there.
 */
export function nameIn(reading: Reading, sentence: ReadSentence): string | null {
  const address = addressAt(reading, sentence);
  let name: string | null = null;
  for (let index = sentence.from; index < (address ?? sentence.to); index += 1) {
    if (!isName(reading, sentence, index)) continue;
    const to = nameEnd(reading, sentence, index + 1);
    if (index > sentence.from || to > index + 1) name = quoteOf(reading, index, to);
    if (name && address === null) return name;
    index = to - 1;
  }
  return name;
}

function nameEnd(reading: Reading, sentence: ReadSentence, from: number): number {
  let to = from;
  while (to < sentence.to) {
    const particle =
      particles.has(reading.words[to]!.norm) && to + 1 < sentence.to && isName(reading, sentence, to + 1);
    if (!particle && !isName(reading, sentence, to)) break;
    to += 1;
  }
  return to;
}

function isName(reading: Reading, sentence: ReadSentence, index: number): boolean {
  const word = reading.words[index]!;
  if (word.type !== 'word' || commonWords.test(word.norm) || !nameWord.test(quoteOf(reading, index, index + 1)))
    return false;
  return !sentence.signals.some(
    (signal) => commonConcepts.has(signal.concept) && signal.from <= index && signal.to > index,
  );
}

export function addressIn(reading: Reading, sentence: ReadSentence): string | null {
  const at = addressAt(reading, sentence);
  return at === null ? null : quoteOf(reading, at, at + 1);
}

function addressAt(reading: Reading, sentence: ReadSentence): number | null {
  for (let index = sentence.from; index < sentence.to; index += 1) {
    if (reading.words[index]!.type === 'address') return index;
  }
  return null;
}
