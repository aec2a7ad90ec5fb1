import type { Language } from '../../lib/language.ts';
import { locales } from './language.ts';

/** Dates as the account sees them: in its time zone and the user's language. */
export type Dates = {
  /** "Nov 22, 2026, 14:05" */
  full(moment: string): string;
  /** "3 hours ago", up to a month; older ones as a day. */
  ago(moment: string): string;
  /** "in 3 hours", "2 days ago" */
  relative(moment: string): string;
  day(moment: string): string;
  /** A day that a mail names, where it is one (`2026-12-01`); else its own words. */
  named(day: string): string;
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function createDates(language: Language, timeZone: string, now: () => Date): Dates {
  const locale = locales[language];
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone });
  const named = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

  function relative(moment: string): string {
    const distance = new Date(moment).getTime() - now().getTime();
    const size = Math.abs(distance);
    if (size < HOUR) return words.format(Math.round(distance / MINUTE), 'minute');
    if (size < DAY) return words.format(Math.round(distance / HOUR), 'hour');
    return words.format(Math.round(distance / DAY), 'day');
  }

  return {
    full: (moment) => full.format(new Date(moment)),
    day: (moment) => day.format(new Date(moment)),
    named: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? named.format(new Date(`${text}T12:00:00Z`)) : text),
    relative,
    ago: (moment) =>
      now().getTime() - new Date(moment).getTime() > 30 * DAY ? day.format(new Date(moment)) : relative(moment),
  };
}

/** What a person picked on DateInput (month from 0) and TimeInput, in the account's time zone, as ISO 8601. */
export function momentOf(
  date: { year: number; month: number; date: number },
  time: { hours: number; minutes: number },
  timeZone: string,
): string {
  const wall = Date.UTC(date.year, date.month, date.date, time.hours, time.minutes);
  // The offset is looked up at the guessed instant and once more at the corrected one: a clock change may lie between.
  const guess = wall - offsetAt(wall, timeZone);
  return new Date(wall - offsetAt(guess, timeZone)).toISOString();
}

/** The wall clock of an instant. */
export function wallClock(moment: Date, timeZone: string) {
  const wall = new Date(moment.getTime() + offsetAt(moment.getTime(), timeZone));
  return {
    date: { year: wall.getUTCFullYear(), month: wall.getUTCMonth(), date: wall.getUTCDate() },
    time: { hours: wall.getUTCHours(), minutes: wall.getUTCMinutes() },
  };
}

/** Milliseconds that the zone is ahead of UTC. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(instant / 1000) * 1000;
}
