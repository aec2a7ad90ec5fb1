import type { ReplyLanguage } from '../rules/language.ts';
import classes from './data/word-classes.json' with { type: 'json' };

type Entry = Record<ReplyLanguage, string>;

function compileFor(language: ReplyLanguage): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [name, entry] of Object.entries<Entry>(classes)) {
    for (const word of entry[language].split(' ')) found.set(word, [...(found.get(word) ?? []), name]);
  }
  return found;
}

const compiled = new Map<ReplyLanguage, ReadonlyMap<string, readonly string[]>>();

/**
 * What everyday words have in common across languages: "agora", "hoy" and "sofort" are all `now`. What is learned of one
 * language then helps with the others.
 */
export function classesOf(language: ReplyLanguage): (word: string) => readonly string[] {
  const known = compiled.get(language) ?? compileFor(language);
  compiled.set(language, known);
  return (word) => known.get(word) ?? none;
}

const none: readonly string[] = [];
