import type { TimelinePage } from '../../cards/dto/timeline.ts';

/** The newest page again: what was loaded below it stays, unless so much is new that the two no longer meet. */
export function mergeNewest(before: TimelinePage, newest: TimelinePage): TimelinePage {
  const last = newest.messages.at(-1);
  const meeting = before.messages.findIndex(({ id }) => id === last?.id);
  if (meeting < 0 || newest.nextCursor === null) return newest;
  return {
    messages: [...newest.messages, ...before.messages.slice(meeting + 1)],
    nextCursor: before.nextCursor,
    total: newest.total,
  };
}

/** The page below; a message that both have stands once. */
export function appendOlder(before: TimelinePage, older: TimelinePage): TimelinePage {
  const known = new Set(before.messages.map(({ id }) => id));
  return {
    messages: [...before.messages, ...older.messages.filter(({ id }) => !known.has(id))],
    nextCursor: older.nextCursor,
    total: older.total,
  };
}

export function suggestedSubject({ messages }: TimelinePage): string {
  const newest = messages.find(({ subject, direction }) => subject !== '' && direction !== null);
  if (!newest) return '';
  return /^re:/i.test(newest.subject) ? newest.subject : `Re: ${newest.subject}`;
}
