import type { ReplyLanguage } from '../rules/language.ts';
import words from './data/little-words.json' with { type: 'json' };

const all = new Set(Object.values(words).flat());
const sets: Record<ReplyLanguage, ReadonlySet<string>> = {
  en: new Set(words.en),
  pt: new Set(words.pt),
  es: new Set(words.es),
  other: all,
};

/** Articles, pronouns, prepositions and the like, folded: words that say nothing alone. */
export const littleWords = (language: ReplyLanguage): ReadonlySet<string> => sets[language];
