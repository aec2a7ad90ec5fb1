import type { InEveryLanguage, Language } from '../../language.ts';
import { displayName } from './mail.ts';
import { WORDS } from './words.ts';

const WROTE: InEveryLanguage<(when: string, name: string) => string> = {
  en: (when, name) => `On ${when}, ${name} wrote:`,
  pt: (when, name) => `Em ${when}, ${name} escreveu:`,
  es: (when, name) => `El ${when}, ${name} escribió:`,
};

/** Longer ones are in the customer's own mailbox. */
const LINES = 400;

/** What is answered, as mail programs quote it below an answer. */
export function quotedBelow(
  { author, at, text }: { author: { name: string; address?: string }; at: Date; text: string },
  { language, timeZone }: { language: Language; timeZone: string },
): string {
  const format = new Intl.DateTimeFormat(WORDS[language].locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const name = displayName(author.name) || (author.address ?? '');
  const lines = text.trim().split('\n').slice(0, LINES);
  return [WROTE[language](format.format(at), name), ...lines.map((line) => (line ? `> ${line}` : '>'))].join('\n');
}
