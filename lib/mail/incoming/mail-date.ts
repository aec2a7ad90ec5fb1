const EARLIEST_MS = 7 * 86_400_000;
const LATEST_MS = 3_600_000;

/**
 * When a mail was written: its own Date where that lies between a week before its receipt and an hour after, and not before
 * what it answers; else its receipt. A wrong or hostile clock must not put an answer before the mail it answers, or far
 * into the future; and a Date has whole seconds, so an answer within the second would stand before it too.
 */
export function believableDate(
  date: Date | null,
  { answeredAt, receivedAt }: { answeredAt: Date; receivedAt: Date },
): Date {
  const ahead = date ? date.getTime() - receivedAt.getTime() : Number.NaN;
  return date && date >= answeredAt && ahead >= -EARLIEST_MS && ahead <= LATEST_MS ? date : receivedAt;
}
