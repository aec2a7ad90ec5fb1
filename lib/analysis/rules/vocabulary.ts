import { compilePhrases, type PhraseBook } from '../text/phrases.ts';
import closing from './data/closing.json' with { type: 'json' };
import grave from './data/grave.json' with { type: 'json' };
import imperative from './data/imperative.json' with { type: 'json' };
import interest from './data/interest.json' with { type: 'json' };
import machine from './data/machine.json' with { type: 'json' };
import optOut from './data/opt-out.json' with { type: 'json' };
import refusal from './data/refusal.json' with { type: 'json' };
import requests from './data/requests.json' with { type: 'json' };
import tone from './data/tone.json' with { type: 'json' };
import trouble from './data/trouble.json' with { type: 'json' };
import usage from './data/usage.json' with { type: 'json' };
import type { ReplyLanguage } from './language.ts';

const files = {
  ...closing,
  ...grave,
  ...imperative,
  ...machine,
  ...optOut,
  ...trouble,
  ...interest,
  ...refusal,
  ...tone,
  ...usage,
  ...requests,
};

export type Concept = keyof typeof files;

type Entry = Partial<Record<ReplyLanguage | 'any', readonly string[]>>;

function compileFor(language: ReplyLanguage): PhraseBook {
  const concepts = Object.entries(files).map(([concept, entry]: [string, Entry]) => [
    concept,
    language === 'other' ? Object.values(entry).flat() : [...(entry.any ?? []), ...(entry[language] ?? [])],
  ]);
  return compilePhrases(Object.fromEntries(concepts));
}

const books = new Map<ReplyLanguage, PhraseBook>();

/** The phrases of machine mail's subjects, in all languages at once. */
export const subjectVocabulary = compilePhrases({
  bounce_subject: machine.bounce_subject.any,
  absence_subject: machine.absence_subject.any,
  auto_subject: machine.auto_subject.any,
});

/** The phrases of one language, compiled once. */
export function vocabularyOf(language: ReplyLanguage): PhraseBook {
  const known = books.get(language);
  if (known) return known;
  const book = compileFor(language);
  books.set(language, book);
  return book;
}
