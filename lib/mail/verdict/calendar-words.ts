import { fold } from './fold.ts';

/** The words of a language for months, weekdays and the coming days, from the CLDR data that Node brings. Folded. */
export type CalendarWords = {
  /** Full and short names, in the forms used alone and beside a day. */
  months: { name: string; month: number }[];
  weekdays: { name: string; weekday: number }[];
  tomorrow: string;
};

const cache = new Map<string, CalendarWords>();

export function calendarWords(languages: string[]): CalendarWords {
  const key = languages.join();
  const known = cache.get(key);
  if (known) return known;
  const all = languages.map(read);
  const words = {
    months: all.flatMap((one) => one.months),
    weekdays: all.flatMap((one) => one.weekdays),
    tomorrow: all[0]!.tomorrow,
  };
  cache.set(key, words);
  return words;
}

function read(language: string): CalendarWords {
  const part = (options: Intl.DateTimeFormatOptions, type: 'month' | 'weekday', day: Date) =>
    fold(
      new Intl.DateTimeFormat(language, { ...options, calendar: 'gregory', timeZone: 'UTC' })
        .formatToParts(day)
        .find((one) => one.type === type)?.value ?? '',
    ).replace(/\.$/, '');
  const months = Array.from({ length: 12 }, (_, index) => {
    const day = new Date(Date.UTC(2023, index, 15));
    const forms = [
      part({ month: 'long' }, 'month', day),
      part({ month: 'long', day: 'numeric' }, 'month', day),
      part({ month: 'short' }, 'month', day),
      part({ month: 'short', day: 'numeric' }, 'month', day),
    ];
    return forms.map((name) => ({ name, month: index + 1 }));
  });
  // 1 January 2023 was a Sunday.
  const weekdays = Array.from({ length: 7 }, (_, index) => ({
    name: part({ weekday: 'long' }, 'weekday', new Date(Date.UTC(2023, 0, 1 + index))),
    weekday: index,
  }));
  const named = months.flat().filter(({ name }) => name.length >= 3 && !/\d/.test(name));
  return {
    months: named.filter((one, at) => named.findIndex(({ name }) => name === one.name) === at),
    weekdays,
    tomorrow: fold(new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(1, 'day')),
  };
}

/** The month a folded word names, in whatever case its language puts it: `maijam` for `maijs`. */
export function monthOf(word: string, words: CalendarWords): number | null {
  // Hebrew writes "in" and "until" as a letter before the name.
  return monthNamed(word, words) ?? (/^\p{Script=Hebrew}/u.test(word) ? monthNamed(word.slice(1), words) : null);
}

function monthNamed(word: string, { months }: CalendarWords): number | null {
  const exact = months.find(({ name }) => name === word);
  if (exact) return exact.month;
  const close = months
    .map(({ name, month }) => ({ month, name, shared: sharedPrefix(name, word) }))
    .filter(
      ({ name, shared }) =>
        name.length >= 4 && shared >= name.length - (name.length <= 5 ? 1 : name.length <= 7 ? 2 : 3),
    )
    .sort((a, b) => b.shared - a.shared);
  return close[0] && word.length <= close[0].name.length + 4 ? close[0].month : null;
}

/** Sunday is 0. */
export function weekdayOf(word: string, { weekdays }: CalendarWords): number | null {
  const found = weekdays.find(
    ({ name }) => name.length >= 3 && sharedPrefix(name, word) >= Math.max(3, name.length - 2),
  );
  return found && word.length <= found.name.length + 4 ? found.weekday : null;
}

function sharedPrefix(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}
