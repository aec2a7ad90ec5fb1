import numberWords from './data/number-words.json' with { type: 'json' };
import { limits } from './schema.ts';

/**
 * One number of a text. `meanings`: what it may say, each as the atoms that all have to hold: `n:1200` a number, `t:900`
 * minutes of the day, `d:3-12` month and day; "15h" is `[['t:900'], ['n:15']]`. `holds`: what it bears out besides, as
 * "12/03" does the number 12.
 */
type Mention = { written: readonly string[]; meanings: readonly (readonly string[])[]; holds: readonly string[] };
type Meaning = Omit<Mention, 'written'>;

const writtenNumber = /\d+(?:[.,:/]\d+)*/gu;

/** True when each number of `value` is written the same way in `source`: copied, never computed. */
export function numbersAreCopied(value: string, source: string): boolean {
  return areKnown(value.match(writtenNumber) ?? [], writtenIn(source));
}

/**
 * True when each number, time and date of `value` is copied from `source` or is another way to write one that `quote`
 * holds: "3 pm" for "15h", "March 12" for "12/03", "40k" for "40 mil", "2" for "two". Nothing is computed.
 */
export function numbersHold(value: string, quote: string, source: string): boolean {
  const copied = writtenIn(source);
  const held = new Set(mentionsIn(quote).flatMap(({ meanings, holds }) => [...meanings.flat(), ...holds]));
  return mentionsIn(value).every(
    ({ written, meanings }) =>
      areKnown(written, copied) || meanings.some((atoms) => atoms.every((atom) => held.has(atom))),
  );
}

/** Characters of a draft and of a conversation that are searched. */
const longestDraft = 6_000;
const longestConversation = 60_000;

/**
 * Where a draft says a number, a time, a date, a day of the week or "tomorrow" that the conversation has in no way of
 * writing: offsets in `draft`. "One" alone is an article as often as a number, and passes.
 */
export function numbersNotIn(draft: string, conversation: string): { start: number; end: number }[] {
  const text = draft.slice(0, longestDraft);
  const { folded, origins } = foldedWithOrigins(text);
  const source = flat(conversation.slice(0, longestConversation));
  const copied = writtenIn(source);
  const held = new Set(mentionsOf(source).flatMap(({ meanings, holds }) => [...meanings.flat(), ...holds]));
  const days = new Set(daysIn(source).map(({ day }) => day));
  const span = (at: number, length: number) => ({ start: origins[at]!, end: (origins[at + length - 1] ?? 0) + 1 });
  const numbers = [...folded.matchAll(mention)].flatMap((match) => {
    const written = match[0].match(writtenNumber) ?? [];
    const { meanings } = meaningOf(match.groups ?? {});
    const isKnown =
      (written.length > 0 && areKnown(written, copied)) ||
      meanings.some((atoms) => atoms.every((atom) => held.has(atom))) ||
      (written.length === 0 && meanings.every((atoms) => atoms.every((atom) => atom === 'n:1')));
    return isKnown ? [] : [span(match.index, match[0].replace(/\.$/u, '').length)];
  });
  const others = daysIn(folded).flatMap(({ day, at, length }) => (days.has(day) ? [] : [span(at, length)]));
  return [...numbers, ...others].toSorted((a, b) => a.start - b.start);
}

/** The folded text, and for each of its characters where it stood before. */
function foldedWithOrigins(text: string): { folded: string; origins: number[] } {
  const origins: number[] = [];
  let folded = '';
  let at = 0;
  for (const letter of text) {
    const part = flat(letter);
    for (let n = 0; n < part.length; n++) origins.push(at);
    folded += part;
    at += letter.length;
  }
  return { folded, origins };
}

/** Days that a text names without a number, by which day they mean. */
function daysIn(folded: string): { day: string; at: number; length: number }[] {
  return [...folded.matchAll(dayName)].map((match) => ({
    day: dayNames.get(match[0]) ?? '',
    at: match.index,
    length: match[0].length,
  }));
}

const writtenIn = (text: string): ReadonlySet<string> => new Set(text.match(writtenNumber));
const areKnown = (numbers: readonly string[], known: ReadonlySet<string>) => numbers.every((one) => known.has(one));

/** Characters of a value or a quote that are searched; neither is longer where it was checked before. */
const longest = 2 * limits.quote;

const flat = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase();

const months = monthNumbers();
const monthName = String.raw`(?:${[...months.keys()].join('|')})\b\.?`;
const halfOfDay = String.raw`a\.? ?m\b\.?|p\.? ?m\b\.?|(?:da|de la|por la|a|in the) (?:manha|manana|tarde|noite|noche|morning|afternoon|evening)`;
const hours = String.raw`(?:hs|hrs|h|horas|uhr|o'clock)\b`;

// The first that fits at a place counts, so the longest forms stand first. Every quantifier is bounded.
const mention = new RegExp(
  [
    String.raw`(?<!\d)(?<isoYear>\d{4})-(?<isoMonth>\d{1,2})-(?<isoDay>\d{1,2})(?!\d)`,
    String.raw`(?<!\d)(?<first>\d{1,2})(?:(?<mark>[/.-])(?<second>\d{1,2})\k<mark>(?<year>\d{4}|\d{2})|[/-](?<second2>\d{1,2}))(?![\d/]|[.,]\d)`,
    String.raw`(?<!\d)(?<day>\d{1,2})(?:st|nd|rd|th|o|º|\.)? (?:de |of )?(?<month>${monthName})(?:,? (?:de |del |of )?(?<monthYear>\d{4}))?`,
    String.raw`(?<month2>\b${monthName}) (?:the )?(?<day2>\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:,? (?<monthYear2>\d{4}))?`,
    String.raw`(?<!\d)(?<hour>\d{1,2})(?:(?: ?h ?|:|\.)(?<minute>\d{2})(?!\d))? ?(?<half>${halfOfDay})`,
    String.raw`(?<!\d)(?<hour24>\d{1,2})(?: ?h ?|:)(?<minute24>\d{2})(?!\d)`,
    String.raw`(?<!\d)(?<hourAlone>\d{1,2})(?:[.:](?<minuteAlone>\d{2}))? ?${hours}`,
    String.raw`\b(?:at|as|a las|a la|um|alle) (?<bareHour>\d{1,2})(?![\d:/%]|[.,]\d|\p{L}| ?(?:${halfOfDay}|${hours}))`,
    String.raw`\b(?<named>noon|midday|meio[- ]dia|mediodia|midnight|meia[- ]noite|medianoche)\b`,
    String.raw`(?<number>\d{1,3}(?: \d{3}){1,5}(?![\d.,])|\d+(?:[.,]\d+)*)(?: ?(?<scale>k|mil|thousand|m|mi|mio|million|millions|milhao|milhoes|millon|millones|bn|billion)\b)?`,
    String.raw`(?<word>(?<!\p{L})(?:${Object.keys(numberWords).join('|')})(?:(?:-| e | y | and | )(?:${Object.keys(numberWords).join('|')}|hundred)){0,4}(?!\p{L}))(?: (?<wordScale>mil|thousand|million|millions|milhoes|millones)\b)?`,
  ].join('|'),
  'gu',
);

const mentionsIn = (text: string): Mention[] => mentionsOf(flat(text.slice(0, longest)));

function mentionsOf(folded: string): Mention[] {
  return [...folded.matchAll(mention)].map((match) => ({
    written: match[0].match(writtenNumber) ?? [],
    ...meaningOf(match.groups ?? {}),
  }));
}

function meaningOf(groups: Partial<Record<string, string>>): Meaning {
  const { isoYear, first, number, word, named, bareHour, hourAlone } = groups;
  const is = (meanings: string[][], holds: string[] = []): Meaning => ({
    meanings: meanings.filter((atoms) => atoms.length > 0),
    holds,
  });
  if (isoYear) return is([date(groups.isoMonth, groups.isoDay, isoYear)]);
  const second = groups.second ?? groups.second2;
  if (first && second) {
    // Which is the day differs by country, and the writer's country is not known.
    const dates = [date(second, first, groups.year), date(first, second, groups.year)];
    return is(dates, [plain(first), plain(second)]);
  }
  const month = groups.month ?? groups.month2;
  const day = groups.day ?? groups.day2;
  if (month && day) {
    const year = groups.monthYear ?? groups.monthYear2;
    return is([date(String(months.get(month.replace('.', ''))), day, year)], [plain(day)]);
  }
  if (groups.hour) return is([clock(groups.hour, groups.minute, groups.half)]);
  if (groups.hour24) return is([clock(groups.hour24, groups.minute24)]);
  if (hourAlone) return is([clock(hourAlone, groups.minuteAlone), [plain(hourAlone)]]);
  // "Wednesday at 4": morning or afternoon is for the reader to know.
  if (bareHour) return is([[plain(bareHour)]], [...clock(bareHour), ...clock(bareHour, '0', 'pm')]);
  if (named) return is([[/midnight|noite|noche/u.test(named) ? 't:0' : 't:720']]);
  if (number) return is(numberOf(number, groups.scale).map((atom) => [atom]));
  return is(word ? [[`n:${wordsToNumber(word) * scaleOf(groups.wordScale)}`]] : []);
}

const plain = (digits: string) => `n:${Number(digits)}`;

function date(month: string | undefined, day: string | undefined, year: string | undefined): string[] {
  const [m, d] = [Number(month), Number(day)];
  if (!(m >= 1 && m <= 12 && d >= 1 && d <= 31)) return [];
  return [`d:${m}-${d}`, ...(year ? [`n:${year.length === 2 ? `20${year}` : year}`] : [])];
}

function clock(hour: string, minute = '0', half?: string): string[] {
  const [h, m] = [Number(hour), Number(minute)];
  if (h > 24 || m > 59) return [];
  if (half === undefined || h > 12) return [`t:${(h % 24) * 60 + m}`];
  const late = /^p|tarde|noite|noche|afternoon|evening/u.test(half);
  return [`t:${((h % 12) + (late ? 12 : 0)) * 60 + m}`];
}

const scales: [RegExp, number][] = [
  [/^(?:k|mil|thousand)$/u, 1_000],
  [/^(?:bn|billion)$/u, 1_000_000_000],
  [/^m/u, 1_000_000],
];
const scaleOf = (name: string | undefined): number => scales.find(([pattern]) => name && pattern.test(name))?.[1] ?? 1;

/** "1.200" and "1,200" are 1200, "2,5" and "2.50" are 2.5. "5m" may be metres, so the bare number is a reading too. */
function numberOf(written: string, scale: string | undefined): string[] {
  const grouped = /^[1-9]\d{0,2}(?:([., ])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?$/u.test(written);
  const marks = written.match(/[.,]/gu) ?? [];
  const decimalAt = Math.max(written.lastIndexOf('.'), written.lastIndexOf(','));
  const hasDecimals = grouped ? /[.,]\d{1,2}$/u.test(written) : marks.length === 1;
  // "2.3.1" is a version, and only itself.
  if (!grouped && marks.length > 1) return [`n:${written}`];
  const digits = (text: string) => text.replace(/\D/gu, '');
  const value = hasDecimals
    ? Number(`${digits(written.slice(0, decimalAt))}.${digits(written.slice(decimalAt + 1))}`)
    : Number(digits(written));
  return scale ? [`n:${rounded(value * scaleOf(scale))}`, `n:${value}`] : [`n:${value}`];
}

const rounded = (value: number) => Math.round(value * 1e6) / 1e6;

const byWord = new Map(
  Object.entries(numberWords).flatMap(([words, value]) => words.split('|').map((word) => [word, value])),
);

/** "vinte e cinco" → 25, "two hundred and ten" → 210. */
function wordsToNumber(words: string): number {
  return words
    .split(/-| e | y | and | /u)
    .reduce((sum, word) => (word === 'hundred' ? sum * 100 : sum + (byWord.get(word) ?? 0)), 0);
}

const dayNames = weekdayNames();
const dayName = new RegExp(String.raw`(?<!\p{L})(?:${[...dayNames.keys()].join('|')})(?!\p{L})`, 'gu');

/** Names of the days of the week, folded, and of the day after this one. */
function weekdayNames(): Map<string, string> {
  const names = ['en', 'pt', 'es', 'de', 'fr', 'it'].flatMap((language) =>
    Array.from({ length: 7 }, (_, index) => {
      const name = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(
        Date.UTC(2026, 10, 22 + index),
      );
      return [flat(name), String(index)] as const;
    }),
  );
  const short = ['domingo', 'segunda', 'terca', 'quarta', 'quinta', 'sexta', 'sabado'].map(
    (name, index) => [name, String(index)] as const,
  );
  const next = ['tomorrow', 'amanha', 'manana', 'morgen', 'demain', 'domani'].map((name) => [name, 'next'] as const);
  return new Map([...names, ...short, ...next].toSorted(([a], [b]) => b.length - a.length));
}

/** Long and short names of the months in the languages that replies come in, folded. */
function monthNumbers(): Map<string, number> {
  const names = ['en', 'pt', 'es', 'de', 'fr', 'it'].flatMap((language) =>
    (['long', 'short'] as const).flatMap((month) =>
      Array.from({ length: 12 }, (_, index) => {
        const name = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' }).format(Date.UTC(2026, index, 15));
        return [flat(name).replace('.', ''), index + 1] as const;
      }),
    ),
  );
  // Longest first, so that "march" is not read as "mar".
  return new Map(names.toSorted(([a], [b]) => b.length - a.length));
}
