const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Monday to Friday, 9 to 18, in the time zone of the portal. */
const FIRST_HOUR = 9;
const LAST_HOUR = 18;
const WEEKEND = new Set(['Sat', 'Sun']);

type LocalTime = { weekday: string; hour: number; minute: number };

/** The moment at which so many working minutes have passed since `start`. Holidays are not known. */
export function addWorkingMinutes(start: Date, minutes: number, timeZone: string): Date {
  const local = localClock(timeZone);
  let at = start.getTime();
  let left = minutes * MINUTE_MS;
  while (left > 0) {
    const { weekday, hour, minute } = local(at);
    const isOpen = !WEEKEND.has(weekday) && hour >= FIRST_HOUR && hour < LAST_HOUR;
    // Steps end at full hours at the latest, where every change of day, of hours and of daylight saving lies.
    const untilFullHour = HOUR_MS - minute * MINUTE_MS - (at % MINUTE_MS);
    const step = isOpen ? Math.min(untilFullHour, left) : untilFullHour;
    if (isOpen) left -= step;
    at += step;
  }
  return new Date(at);
}

/** When that day (`2026-12-07`) begins at work. */
export function startOfWork(day: string, timeZone: string): Date {
  const wall = Date.parse(`${day}T${String(FIRST_HOUR).padStart(2, '0')}:00:00Z`);
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const ahead = (at: number) => Date.parse(`${clock.format(at).replace(' ', 'T')}Z`) - at;
  // The offset of the guessed instant, then of the corrected one: a clock change may lie between.
  return new Date(wall - ahead(wall - ahead(wall)));
}

/** The day of a moment there, `2026-11-26`. */
export const dayIn = (at: Date, timeZone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone }).format(at);

function localClock(timeZone: string): (at: number) => LocalTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return { weekday: parts.weekday ?? '', hour: Number(parts.hour), minute: Number(parts.minute) };
  };
}
