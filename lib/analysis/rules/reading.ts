import { findPhrases, type PhraseBook, type PhraseMatch } from '../text/phrases.ts';
import { type Sentence, splitSentences } from '../text/sentences.ts';
import { splitWords, type Word } from '../text/words.ts';
import type { ReplyLanguage } from './language.ts';
import type { OwnConcept } from './own-book.ts';
import { type Concept, vocabularyOf } from './vocabulary.ts';

/** A phrase found in a sentence; `from` and `to` are word indices of the whole text, `to` exclusive. */
export type Signal = { concept: Concept; from: number; to: number; negated: boolean };

/** A phrase that the portal named. */
export type OwnSignal = Omit<Signal, 'concept'> & { concept: OwnConcept };

export type ReadSentence = Sentence & { signals: readonly Signal[]; own: readonly OwnSignal[] };

/** A text as words, sentences and the signals found in them. */
export type Reading = {
  text: string;
  language: ReplyLanguage;
  words: readonly Word[];
  sentences: readonly ReadSentence[];
};

/** How many words before a phrase a negation may stand: "we do not really see any problem". */
const negationReach = 4;

export function readText(text: string, language: ReplyLanguage, ownBook: PhraseBook | null = null): Reading {
  const words = splitWords(text);
  const book = vocabularyOf(language);
  const sentences = splitSentences(text, words).map((sentence) => {
    const matches = findPhrases(book, words, sentence.from, sentence.to);
    const at = (concept: Concept) =>
      new Set(matches.filter((match) => match.concept === concept).map((match) => match.from));
    const negators = new Map(
      matches.filter((match) => match.concept === 'negator').map((match) => [match.from, match.to]),
    );
    const breaks = at('clause_break');
    const isNegated = (from: number) => {
      for (let index = from - 1; index >= sentence.from && index >= from - negationReach; index -= 1) {
        if (breaks.has(index)) return false;
        if ((negators.get(index) ?? Number.POSITIVE_INFINITY) <= from) return true;
      }
      return false;
    };
    // Brazilian speech puts the negation behind: "ajudou muito não", "funciona não".
    const isNegatedAfter = (to: number) =>
      language === 'pt' &&
      negators.has(to) &&
      (to + 1 >= sentence.to || breaks.has(to + 1) || words[to + 1]?.type === 'mark');
    const told = <Known>(match: PhraseMatch) => ({
      ...match,
      concept: match.concept as Known,
      negated: isNegated(match.from) || isNegatedAfter(match.to),
    });
    const own = ownBook ? findPhrases(ownBook, words, sentence.from, sentence.to) : [];
    return { ...sentence, signals: matches.map(told<Concept>), own: own.map(told<OwnConcept>) };
  });
  return { text, language, words, sentences };
}

/** The words of a word range, verbatim. */
export function quoteOf(reading: Pick<Reading, 'text' | 'words'>, from: number, to: number): string {
  const first = reading.words[from];
  const last = reading.words[to - 1];
  return first && last ? reading.text.slice(first.start, last.end) : '';
}

export const has = (sentence: ReadSentence, ...concepts: Concept[]): boolean =>
  sentence.signals.some((signal) => !signal.negated && concepts.includes(signal.concept));
