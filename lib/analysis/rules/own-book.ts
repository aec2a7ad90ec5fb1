import type { PortalWords } from '../portal-words.ts';
import { compilePhrases, type PhraseBook } from '../text/phrases.ts';
import { splitWords } from '../text/words.ts';

export type OwnConcept = keyof Omit<PortalWords, 'forAi'>;

/** The portal's phrases as a book; null where it has none. What a person typed is words, never the syntax of ours. */
export function ownBook(words: PortalWords | undefined): PhraseBook | null {
  if (!words) return null;
  const { forAi: _, ...lists } = words;
  const concepts = Object.entries(lists).map(([concept, phrases]) => [concept, phrases.flatMap(plainPhrase)] as const);
  return concepts.some(([, phrases]) => phrases.length > 0) ? compilePhrases(Object.fromEntries(concepts)) : null;
}

function plainPhrase(phrase: string): string[] {
  const words = splitWords(phrase).flatMap(({ type, norm }) => (type === 'mark' ? [] : [norm]));
  return words.length > 0 ? [words.join(' ')] : [];
}
