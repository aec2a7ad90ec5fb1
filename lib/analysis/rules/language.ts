import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { LANGUAGES, type Language } from '../../language.ts';

/** Languages whose vocabulary is read; `other` reads all of them and a few words of German, French, Italian and Dutch. */
export type ReplyLanguage = Language | 'other';

// Its tables take 75 ms to load, which a process that reads no mail, as the web's, need not spend. By its path, since the
// package names its entry to `import` alone, and that cannot wait for the first text.
const load = createRequire(import.meta.url);
let loaded: typeof import('eld/small').eld | undefined;
const eld = () => {
  loaded ??= (load(fileURLToPath(import.meta.resolve('eld/small'))) as typeof import('eld/small')).eld;
  return loaded;
};

const ours = new Set<string>(LANGUAGES);
const isOurs = (language: string): language is Language => ours.has(language);

/** Languages of which the rules know yes, no, price, later, complaint and opt-out, and the model some replies. */
const partly = new Set(['de', 'fr', 'it', 'nl']);

/** Whether a text in none of our languages is in one that is read a little. */
export const isReadPartly = (text: string): boolean => partly.has(eld().detect(text.slice(0, sample)).language);

// 1,000 characters tell a language as surely as a whole mail does, in a fraction of the time.
const sample = 1000;

/**
 * The language of a reply. A short one ("ok", "dale") tells little, so the mail that it answers decides there: people
 * answer in the language they were written in.
 */
export function detectLanguage(text: string, sentText: string | null): ReplyLanguage {
  const words = text.slice(0, sample);
  const own = eld().detect(words);
  if (isOurs(own.language) && own.isReliable()) return own.language;
  const withSent = eld().detect(`${words}\n${(sentText ?? '').slice(0, sample)}`).language;
  if (words.length < 60 && isOurs(withSent)) return withSent;
  if (isOurs(own.language)) return own.language;
  return own.language === '' && isOurs(withSent) ? withSent : 'other';
}
