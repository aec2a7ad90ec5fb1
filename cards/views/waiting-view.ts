import type { WaitingReply } from '../../lib/conversations/conversations.ts';
import { dueTime } from '../../lib/conversations/due.ts';
import type { Waiting } from '../dto/contact.ts';

/** What of one contact waits: since the first, due with the most pressing. A snooze moves the date. */
export function waitingView(
  replies: WaitingReply[],
  { timeZone, now }: { timeZone: string; now: Date },
): Waiting | null {
  const [oldest] = replies;
  if (!oldest) return null;
  const due = replies.flatMap(({ responseType, occurredAt, snoozedUntil }) => {
    const at = snoozedUntil ?? dueTime(responseType, occurredAt, timeZone);
    return at ? [{ at, responseType }] : [];
  });
  const first = due.sort((a, b) => a.at.getTime() - b.at.getTime())[0];
  // One that is not snoozed keeps all of them in view.
  const snoozed = replies.every(({ snoozedUntil }) => snoozedUntil !== null && snoozedUntil > now);
  return {
    since: oldest.occurredAt.toISOString(),
    dueAt: first?.at.toISOString() ?? null,
    overdue: first !== undefined && first.at < now,
    responseType: first?.responseType ?? oldest.responseType,
    snoozedUntil: snoozed ? (first?.at.toISOString() ?? null) : null,
    handedTo: replies.find(({ handedTo }) => handedTo)?.handedTo?.name ?? null,
  };
}
