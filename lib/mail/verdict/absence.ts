import type { IncomingMail, MailVerdict } from '../types.ts';
import { calendarWords } from './calendar-words.ts';
import { datesIn } from './dates.ts';
import { fold } from './fold.ts';
import { holds } from './match.ts';
import { automaticReplies, type PhraseLists } from './phrase-lists.ts';
import { sentencesOf } from './sentences.ts';

const EXPRESSION_LENGTH = 60;
const ALL_CODES = automaticReplies.flatMap(({ codes }) => codes);

/**
 * What an absence note says about the return and who helps meanwhile. `until` is an ISO date where the words name a day,
 * else the words themselves ("further notice"); whether it is the last day away or the first day back is the writer's
 * habit.
 */
export function readAbsence(mail: IncomingMail, newText: string, language: PhraseLists): MailVerdict['absence'] {
  const sentences = sentencesOf(newText);
  return { until: returnDay(sentences, mail, language), substitute: substituteIn(sentences, mail, language) };
}

function returnDay(sentences: string[], mail: IncomingMail, language: PhraseLists): string | null {
  const about = (kind: 'back' | 'away') =>
    sentences.filter((sentence) => language[kind].some((phrase) => holds(fold(sentence), phrase)));
  // Neighbouring languages are told apart by few words, so the others' months are the second try.
  for (const words of [calendarWords(language.codes), calendarWords(ALL_CODES)]) {
    // "Back on" says more than "away from … to": its sentences come first.
    for (const candidates of [about('back'), about('away'), sentences.slice(0, 6)]) {
      const days =
        mail.date === null ? [] : candidates.flatMap((sentence) => datesIn(fold(sentence), words, mail.date!));
      if (days.length > 0) return lastOf(days);
    }
  }
  return (
    sentences.map((sentence) => expressionIn(sentence, language)).find((expression) => expression !== null) ?? null
  );
}

/** The last day that the words of an absence name, `2026-12-07`; null where they name none ("further notice"). */
export function dayNamed(until: string, sentAt: Date): string | null {
  const days = datesIn(fold(until), calendarWords(ALL_CODES), sentAt);
  return days.length === 0 ? null : lastOf(days);
}

const lastOf = (days: Date[]): string => new Date(Math.max(...days.map(Number))).toISOString().slice(0, 10);

/** The words after "until", as written. */
function expressionIn(sentence: string, language: PhraseLists): string | null {
  const words = sentence.split(/\s+/);
  const folded = words.map(fold);
  for (const phrase of language.back) {
    const parts = phrase.split(' ');
    const at = folded.findIndex((_, index) =>
      parts.every((part, offset) => folded[index + offset]?.replace(/[^\p{L}'-]/gu, '') === part),
    );
    if (at < 0) continue;
    const rest = words.slice(at + parts.length, at + parts.length + 6).join(' ');
    const expression = /^[^.,;:!?()\n]+/.exec(rest)?.[0].trim().slice(0, EXPRESSION_LENGTH);
    if (expression) return expression;
  }
  return null;
}

const ADDRESS = /[^\s<>()[\],;:"'“”«»（）、，。]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}/i;
const PHONE = /\+?\d[\d\s()/.-]{6,20}\d/;
const NAME = /(?:\p{Lu}[\p{L}'’-]+)(?:\s+(?:van|von|de|da|der|den|di|du|la|le)){0,2}(?:\s+\p{Lu}[\p{L}'’-]+){1,2}/u;

function substituteIn(sentences: string[], mail: IncomingMail, language: PhraseLists): string | null {
  const own = mail.from?.address.toLowerCase();
  const at = sentences.findIndex((sentence) =>
    [...language.urgent, ...language.substitute].some((phrase) => holds(fold(sentence), phrase)),
  );
  if (at < 0) return null;
  const passage = sentences.slice(at, at + 3).join(' ');
  const address = ADDRESS.exec(passage)?.[0].replace(/[.]+$/, '');
  if (address && address.toLowerCase() !== own) {
    const before = passage.slice(0, passage.indexOf(address)).slice(-80);
    const name = [...before.matchAll(new RegExp(NAME, 'gu'))].at(-1)?.[0];
    return name ? `${name} <${address}>` : address;
  }
  const name = NAME.exec(passage.replace(/^\S+\s/, ''))?.[0];
  const phone = PHONE.exec(passage)?.[0];
  return [name, phone].filter((part) => part !== undefined).join(', ') || null;
}
