import { type CalendarWords, monthOf, weekdayOf } from './calendar-words.ts';

/** Dates far from the mail are of something else: contracts, versions, telephone numbers. */
const DAYS_BACK = 3;
const DAYS_AHEAD = 550;
const DAY = 86_400_000;

/**
 * The dates in a folded sentence, as days in UTC. Without a year the next such day after the mail; `12/5` is read as
 * whichever of day and month makes the nearer day to come. Weekdays and "tomorrow" count where no date stands.
 */
export function datesIn(sentence: string, words: CalendarWords, sentAt: Date): Date[] {
  const text = latinDigits(sentence);
  const found = [...writtenDates(text, words), ...numericDates(text), ...eastAsianDates(text)]
    .map((day) => resolve(day, sentAt))
    .filter((day) => day !== null);
  return found.length > 0 ? found : relativeDays(text, words, sentAt);
}

/** Whether a folded sentence names a day of the calendar. */
export function namesDay(sentence: string, words: CalendarWords): boolean {
  const text = latinDigits(sentence);
  return [...writtenDates(text, words), ...numericDates(text), ...eastAsianDates(text)].some(
    ({ day, month }) => utcDay(2024, month, day) !== null,
  );
}

type Day = { day: number; month: number; year: number | null; swappable?: boolean };

function resolve({ day, month, year, swappable }: Day, sentAt: Date): Date | null {
  const years = year === null ? [-1, 0, 1].map((offset) => sentAt.getUTCFullYear() + offset) : [fullYear(year)];
  const orders = swappable
    ? [
        [day, month],
        [month, day],
      ]
    : [[day, month]];
  const candidates = orders.flatMap(([d, m]) => years.flatMap((y) => utcDay(y, m!, d!) ?? []));
  const earliest = sentAt.getTime() - DAYS_BACK * DAY;
  return (
    candidates
      .filter((date) => date.getTime() >= earliest && date.getTime() <= sentAt.getTime() + DAYS_AHEAD * DAY)
      .sort((a, b) => a.getTime() - b.getTime())[0] ?? null
  );
}

/** Two digits are of this century; the Thai calendar is 543 years ahead. */
function fullYear(year: number): number {
  if (year < 100) return 2000 + year;
  return year > 2400 ? year - 543 : year;
}

function utcDay(year: number, month: number, day: number): Date | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : null;
}

/** `12 May 2026`, `May 12th, 2026`, `12 de mayo de 2026`, `12. toukokuuta`, `majus 12-ig`. */
function writtenDates(text: string, words: CalendarWords): Day[] {
  const tokens = text.match(/[\p{L}\p{M}]+|\d+/gu) ?? [];
  return tokens.flatMap((token, at) => {
    const month = /^\d/.test(token) ? null : monthOf(token, words);
    if (month === null) return [];
    const before = tokens
      .slice(Math.max(0, at - 3), at)
      .reverse()
      .find((one) => /^\d{1,2}$/.test(one));
    const after = tokens.slice(at + 1, at + 2).find((one) => /^\d{1,2}$/.test(one));
    const year = tokens.slice(Math.max(0, at - 3), at + 6).find((one) => /^2\d{3}$/.test(one));
    const nearest = before !== undefined && /^\d/.test(tokens[at - 1] ?? '') ? before : (after ?? before);
    return nearest === undefined ? [] : [{ day: Number(nearest), month, year: year ? Number(year) : null }];
  });
}

/** `2026-05-12`, `12.05.2026`, `12.5.`, `12/05`, `5/12/26`. */
function numericDates(text: string): Day[] {
  const days: Day[] = [];
  for (const [, year, month, day] of text.matchAll(/(?<!\d)(2\d{3})[-./](\d{1,2})[-./](\d{1,2})(?!\d)/g)) {
    days.push({ day: Number(day), month: Number(month), year: Number(year) });
  }
  for (const match of text.matchAll(
    /(?<![\d.,/-])(\d{1,2})(\. ?|[/-])(\d{1,2})(?:(?:\. ?|[/-])(2\d{3}|\d{2})?)?(?![\d:%]|[.,]\d| ?(?:uhr|h\b|am\b|pm\b|eur\b|usd\b))/g,
  )) {
    const [, first, separator, second, year] = match;
    const swappable = separator === '/' || separator === '-';
    days.push({ day: Number(first), month: Number(second), year: year ? Number(year) : null, swappable });
  }
  return days;
}

/** `2026年5月12日`, `5월 12일`, `ngay 12 thang 5`. */
function eastAsianDates(text: string): Day[] {
  const days = (matches: Iterable<RegExpMatchArray>, [year, month, day]: [number, number, number]) =>
    [...matches].map((match) => ({
      day: Number(match[day]),
      month: Number(match[month]),
      year: match[year] ? Number(match[year]) : null,
    }));
  return [
    ...days(text.matchAll(/(?:(2\d{3}) ?[年년] ?)?(\d{1,2}) ?[月월] ?(\d{1,2})/g), [1, 2, 3]),
    // The second day of a range within one month.
    ...days(
      text.matchAll(/(?:(2\d{3}) ?年 ?)?(\d{1,2}) ?月 ?\d{1,2} ?[日号號]? ?[至到~〜～-] ?(\d{1,2}) ?[日号號]/g),
      [1, 2, 3],
    ),
    ...days(text.matchAll(/(\d{1,2}) thang (\d{1,2})(?: nam (2\d{3}))?/g), [3, 2, 1]),
  ];
}

function relativeDays(text: string, words: CalendarWords, sentAt: Date): Date[] {
  const today = Date.UTC(sentAt.getUTCFullYear(), sentAt.getUTCMonth(), sentAt.getUTCDate());
  const tokens = text.match(/[\p{L}\p{M}]+/gu) ?? [];
  const weekdays = tokens.flatMap((token) => weekdayOf(token, words) ?? []);
  const ahead = weekdays.map((weekday) => ((weekday - sentAt.getUTCDay() + 6) % 7) + 1);
  if (words.tomorrow !== '' && text.includes(words.tomorrow)) ahead.push(1);
  return ahead.map((days) => new Date(today + days * DAY));
}

/** Arabic-Indic, Persian, Devanagari and Thai digits as the digits of the other patterns. */
function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u0e50-\u0e59]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = [0x0660, 0x06f0, 0x0966, 0x0e50].findLast((first) => code >= first)!;
    return String(code - zero);
  });
}
