import type { Figures, ListedNumber } from '../../../../cards/dto/numbers.ts';
import type { HomeWords } from '../../words/en.ts';

export type FigureName = keyof HomeWords['report']['names'];

type Figure = {
  name: FigureName;
  /** Null where nothing is there to say it of. */
  value(figures: Figures): number | null;
  form: 'count' | 'share' | 'minutes';
  /** What its list shows. */
  list: ListedNumber;
};

const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
export const replyRate = ({ mailed, mailedReplied }: Figures) => share(mailedReplied, mailed);
export const positiveRate = ({ mailed, mailedPositive }: Figures) => share(mailedPositive, mailed);
export const inTimeShare = ({ withDeadline, inTime }: Figures) => share(inTime, withDeadline);

/** The numbers of a period, in the order in which they are shown. */
export const FIGURES: Figure[] = [
  { name: 'sent', value: (of) => of.sent, form: 'count', list: 'sent' },
  { name: 'delivered', value: (of) => of.delivered, form: 'count', list: 'sent' },
  { name: 'bounced', value: (of) => of.bounced, form: 'count', list: 'bounced' },
  { name: 'mailed', value: (of) => of.mailed, form: 'count', list: 'mailed' },
  { name: 'replyRate', value: replyRate, form: 'share', list: 'mailedReplied' },
  { name: 'positiveRate', value: positiveRate, form: 'share', list: 'mailedPositive' },
  { name: 'replies', value: (of) => of.replies, form: 'count', list: 'replies' },
  { name: 'needsHandling', value: (of) => of.needsHandling, form: 'count', list: 'needsHandling' },
  { name: 'optedOut', value: (of) => of.optedOut, form: 'count', list: 'optedOut' },
  { name: 'median', value: (of) => of.medianMinutes, form: 'minutes', list: 'replies' },
  { name: 'slow', value: (of) => of.slowMinutes, form: 'minutes', list: 'replies' },
  { name: 'inTime', value: inTimeShare, form: 'share', list: 'late' },
];

type Form = Figure['form'];
type Words = Pick<HomeWords['report'], 'points' | 'minutes' | 'hours' | 'daysLong'>;
type How = { words: Words; locale: string };

/** A number as people read it; "–" where there is none. */
export function told(value: number | null, form: Form, { words, locale }: How): string {
  if (value === null) return '–';
  const number = (amount: number, digits: number) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(amount);
  if (form === 'count') return number(value, 0);
  if (form === 'share')
    return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(value);
  if (value < 90) return words.minutes(Math.round(value));
  return value < 48 * 60 ? words.hours(number(value / 60, 1)) : words.daysLong(number(value / 1440, 1));
}

/** By how much it grew: in percent, of a share in points. Null where there was nothing before. */
export function changed(now: number | null, before: number | null, form: Form, { words, locale }: How): string | null {
  if (now === null || before === null || (form !== 'share' && before === 0)) return null;
  const by = form === 'share' ? (now - before) * 100 : ((now - before) / before) * 100;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format(by);
  return form === 'share' ? words.points(number) : `${number}%`;
}
