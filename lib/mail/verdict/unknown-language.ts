import type { IncomingMail } from '../types.ts';
import { calendarWords } from './calendar-words.ts';
import { datesIn } from './dates.ts';
import { fold } from './fold.ts';
import { repeatsSubject } from './match.ts';
import { sentencesOf } from './sentences.ts';

/** Prefixes of replies are shorter in every language ("Antw", "Odp"); those of programs say what they are. */
const PREFIX = /^([^:：]{7,60})[:：]\s*\S/;
const SENTENCES = 8;
const LETTERS = 900;

/**
 * An automatic reply in a language without lists, by its shape: the program's words and a colon before the subject it
 * answers, a short text without a question, and a day to come.
 */
export function isUnknownAutomatic(mail: IncomingMail, newText: string): boolean {
  const prefix = PREFIX.exec(mail.subject.trim())?.[1];
  if (!prefix || repeatsSubject(mail.subject) || newText.length > LETTERS || /[?？؟]/.test(newText)) return false;
  const sentences = sentencesOf(newText).map(fold);
  if (sentences.length > SENTENCES || mail.date === null) return false;
  const date = mail.date;
  return sentences.some((sentence) => datesIn(sentence, calendarWords(['en']), date).length > 0);
}
