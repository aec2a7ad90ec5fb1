import data from './data/later.json' with { type: 'json' };
import type { Analysis } from './schema.ts';
import { compilePhrases, findPhrases, type PhraseMatch } from './text/phrases.ts';
import { type Sentence, splitSentences } from './text/sentences.ts';
import { splitWords, type Word } from './text/words.ts';

export type Later = NonNullable<Analysis['later']>;

/** As much of a reply as is read for it, in characters: who asks to be written to later says so early. */
const READ = 6_000;
/** "Not now. Talk to us in March." */
const NEIGHBORS = 1;

const MONTHS = [
  ['january|jan', 'janeiro|enero'],
  ['february|feb', 'fevereiro|febrero'],
  ['march', 'marco|marzo'],
  ['april|apr', 'abril'],
  ['may', 'maio|mayo'],
  ['june', 'junho|junio'],
  ['july', 'julho|julio'],
  ['august|aug', 'agosto'],
  ['september|sept', 'setembro|septiembre|setiembre'],
  ['october|oct', 'outubro|octubre'],
  ['november|nov', 'novembro|noviembre'],
  ['december|dec', 'dezembro|diciembre'],
] as const;

const BEFORE_MONTH = [
  'in|by|until|till|after|around|early|mid|late|come of|in|to?',
  'em|ate|apos|ao|en|hasta|para|pra|por|tras',
  'meados|mediados|inicio|inicios|comeco|fim|fines|finales|principios|primeros|final|depois|despues de',
  'not|no|nao before|antes de?',
  // "15 de marzo": the day itself.
  '# de|of?',
] as const;

const book = compilePhrases({
  ...data,
  ...Object.fromEntries(
    MONTHS.map(([english, other], month) => [
      `month_${month + 1}`,
      [
        ...BEFORE_MONTH.map((before, n) => `${before} ${n === 0 ? english : n >= 3 ? `${english}|${other}` : other}`),
        `${english} #`,
      ],
    ]),
  ),
});

/**
 * When a reply asks to hear from us again, "in March", "no ano que vem": its own words, the first working day of that time,
 * and the sentence. Null where it names no such time, or names one without asking for anything then ("we paid in March").
 * `receivedOn`: `2026-11-26`. One pass over at most 6,000 characters.
 */
export function findLater(text: string, receivedOn: string): Later | null {
  const read = text.slice(0, READ).toWellFormed();
  const words = splitWords(read);
  const sentences = splitSentences(read, words);
  const found = sentences.map((sentence) => ({
    sentence,
    phrases: findPhrases(book, words, sentence.from, sentence.to),
  }));
  const asks = found.map(
    ({ sentence, phrases }) => !sentence.question && phrases.some(isComeBack) && !phrases.some(isSoon),
  );
  for (const [n, { sentence, phrases }] of found.entries()) {
    const near = asks.slice(Math.max(0, n - NEIGHBORS), n + NEIGHBORS + 1);
    if (sentence.question || phrases.some(isSoon) || !(asks[n] || (isShort(sentence) && near.includes(true)))) continue;
    for (const time of timesIn(phrases)) {
      const to = yearAfter(words, time, sentence) ?? time.to;
      const day = dayOf(time, words.slice(time.from, to), receivedOn);
      if (day)
        return { when: cut(read, words, time.from, to), day, quote: cut(read, words, sentence.from, sentence.to) };
    }
  }
  return null;
}

/** Of two times in a sentence the one beside the request: "closed in December, call me in January". */
function timesIn(phrases: readonly PhraseMatch[]): PhraseMatch[] {
  const asked = phrases.filter(isComeBack);
  const distance = ({ from, to }: PhraseMatch) =>
    Math.min(...asked.map((ask) => (ask.from <= from ? Math.max(0, from - ask.to) : ask.from - to)));
  return phrases.filter((phrase) => !isComeBack(phrase)).sort((one, other) => distance(one) - distance(other));
}

const isComeBack = ({ concept }: PhraseMatch) => concept === 'come_back';
/** "Call me today about the two that open in March." */
const isSoon = ({ concept }: PhraseMatch) => concept === 'soon';

/** A time alone, "Maybe in March.", is about what its neighbor asks. */
const SHORT = 8;
const isShort = ({ from, to }: Sentence) => to - from <= SHORT;

/** "march 2027", "marzo de 2027": where the year ends, or null. */
function yearAfter(words: readonly Word[], { to }: PhraseMatch, sentence: Sentence): number | null {
  const at = words[to]?.norm === 'de' ? to + 1 : to;
  return at < sentence.to && /^20\d\d$/.test(words[at]?.norm ?? '') ? at + 1 : null;
}

const cut = (text: string, words: readonly Word[], from: number, to: number): string =>
  text
    .slice(words[from]!.start, words[to - 1]!.end)
    .replace(/\s+/gu, ' ')
    .slice(0, 300)
    .toWellFormed();

const NUMBERS: Record<string, number> = {
  ...{ a: 1, um: 1, un: 1, couple: 2, two: 2, dois: 2, dos: 2, three: 3, tres: 3, four: 4, quatro: 4, cuatro: 4 },
  ...{ five: 5, cinco: 5, six: 6, seis: 6 },
};
const MOST_MONTHS = 18;

/** The first working day of the time that a phrase names, where it is to come and within eighteen months. */
function dayOf({ concept }: PhraseMatch, words: readonly Word[], receivedOn: string): string | null {
  const year = Number(receivedOn.slice(0, 4));
  const month = Number(receivedOn.slice(5, 7));
  const named = Number(words.find(({ norm }) => /^20\d\d$/.test(norm))?.norm);
  const [kind, n] = concept.split('_');
  // "daqui a 3 meses": the figure, not the preposition.
  const figures = [...words.map(({ norm }) => Number(norm)), ...words.map(({ norm }) => NUMBERS[norm] ?? 0)];
  const count = figures.find((value) => value > 0) ?? 0;
  const ahead: Record<string, number> = {
    next_year: 13 - month,
    next_quarter: 3 - ((month - 1) % 3),
    next_half: 6 - ((month - 1) % 6),
    next_month: 1,
    months_ahead: count,
  };
  const first = kind === 'month' ? Number(n) : kind === 'quarter' ? Number(n) * 3 - 2 : null;
  const months = first === null ? ahead[concept]! : monthsUntil(first, { month, year, named });
  if (months <= 0 || months > MOST_MONTHS) return null;
  const dated =
    kind === 'month' ? words.map(({ norm }) => Number(norm)).find((value) => value >= 1 && value <= 31) : undefined;
  // So many months from now is today's day; a month or a quarter is its beginning.
  const day = concept === 'months_ahead' ? Number(receivedOn.slice(8, 10)) : (dated ?? 1);
  return workingDay(year, month - 1 + months, day);
}

/** The next such month after this one, or that of the year it names. */
const monthsUntil = (first: number, { month, year, named }: { month: number; year: number; named: number }): number =>
  Number.isNaN(named) ? (first - month + 12) % 12 : (named - year) * 12 + first - month;

/** Never past the end of the month. */
function workingDay(year: number, month: number, day: number): string {
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return workingDayFrom(new Date(Date.UTC(year, month, Math.min(day, last))).toISOString().slice(0, 10));
}

/** That day, or the next one on which people work. */
export function workingDayFrom(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  while (isFree(at)) at.setUTCDate(at.getUTCDate() + 1);
  return at.toISOString().slice(0, 10);
}

const isFree = (day: Date): boolean => day.getUTCDay() % 6 === 0 || (day.getUTCMonth() === 0 && day.getUTCDate() === 1);
