import type { WaitingReply as StoredReply } from '../../lib/conversations/conversations.ts';
import { type DuePortal, dueTime } from '../../lib/conversations/due.ts';
import type { WaitingRow } from '../../lib/conversations/screens/overview.ts';
import type { Waiting } from '../dto/contact.ts';
import type { WaitingReply } from '../dto/home.ts';

/** What of one contact waits: since the first, due with the most pressing. A snooze moves the date. */
export function waitingView(replies: StoredReply[], { portal, now }: { portal: DuePortal; now: Date }): Waiting | null {
  const [oldest] = replies;
  if (!oldest) return null;
  const due = replies.flatMap(({ responseType, occurredAt, snoozedUntil }) => {
    const at = snoozedUntil ?? dueTime(responseType, occurredAt, portal);
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

/** One of several conversations that wait, in a list of them. */
export function waitingReply(row: WaitingRow, { portal, now }: { portal: DuePortal; now: Date }): WaitingReply {
  const { since, snoozedUntil, ...rest } = row;
  const dueAt = snoozedUntil ?? dueTime(row.responseType, since, portal);
  return {
    ...rest,
    since: since.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
    overdue: dueAt !== null && dueAt < now,
  };
}
