export type SnoozeChoice = 'tomorrow' | 'three_days' | 'next_week' | 'day';
/** `month` counts from 0, as HubSpot's DateInput does. */
export type Day = { year: number; month: number; date: number };

/** The day that a choice means, counted from today; next week is its Monday. */
export function snoozeDay(choice: Exclude<SnoozeChoice, 'day'>, today: Day): Day {
  const weekday = new Date(Date.UTC(today.year, today.month, today.date)).getUTCDay();
  const days = { tomorrow: 1, three_days: 3, next_week: (8 - weekday) % 7 || 7 }[choice];
  const then = new Date(Date.UTC(today.year, today.month, today.date + days));
  return { year: then.getUTCFullYear(), month: then.getUTCMonth(), date: then.getUTCDate() };
}
