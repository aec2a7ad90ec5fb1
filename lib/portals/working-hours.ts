import type { WorkingHours } from './settings.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

type LocalTime = { weekday: number; day: string; hour: number; minute: number };
/** When a portal works; the zone by its IANA name. */
type Calendar = { timeZone: string; settings: { workingHours: WorkingHours } };

/** The moment at which so many working minutes have passed since `start`. */
export function addWorkingMinutes(start: Date, minutes: number, { timeZone, settings }: Calendar): Date {
  const local = localClock(timeZone);
  const { days, from, to, holidays } = settings.workingHours;
  const [works, closed] = [new Set(days), new Set(holidays)];
  let at = start.getTime();
  let left = minutes * MINUTE_MS;
  while (left > 0) {
    const { weekday, day, hour, minute } = local(at);
    const isDay = works.has(weekday) && !closed.has(day);
    const isOpen = isDay && hour >= from && hour < to;
    const edge = isOpen ? to : isDay && hour < from ? from : 24;
    // A step ends at a full hour, and so far before the next edge of the day that a clock set forward does not cross it.
    const longest = HOUR_MS - minute * MINUTE_MS - (at % MINUTE_MS) + Math.max(0, edge - hour - 2) * HOUR_MS;
    const step = isOpen ? Math.min(longest, left) : longest;
    if (isOpen) left -= step;
    at += step;
  }
  return new Date(at);
}

/** When that day (`2026-12-07`) begins at work. */
export function startOfWork(day: string, { timeZone, settings }: Calendar): Date {
  const wall = Date.parse(`${day}T${String(settings.workingHours.from).padStart(2, '0')}:00:00Z`);
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const ahead = (at: number) => Date.parse(`${clock.format(at).replace(' ', 'T')}Z`) - at;
  // The offset of the guessed instant, then of the corrected one: a clock change may lie between.
  return new Date(wall - ahead(wall - ahead(wall)));
}

/** The day of a moment there, `2026-11-26`. */
export const dayIn = (at: Date, timeZone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone }).format(at);

/** Making one takes longer than a hundred uses. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, format);
  return format;
}

function localClock(timeZone: string): (at: number) => LocalTime {
  const format = formatOf(timeZone);
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const day = `${parts.year}-${parts.month}-${parts.day}`;
    return {
      weekday: WEEKDAYS.indexOf(parts.weekday ?? '') + 1,
      day,
      hour: Number(parts.hour),
      minute: Number(parts.minute),
    };
  };
}
