import type { TimelineMessage, TimelinePage } from '../../cards/dto/timeline.ts';

/** The newest page again: what was loaded below it stays, unless so much is new that the two no longer meet. */
export function mergeNewest(before: TimelinePage, newest: TimelinePage): TimelinePage {
  const last = newest.messages.at(-1);
  const meeting = before.messages.findIndex(({ id }) => id === last?.id);
  if (meeting < 0 || newest.nextCursor === null) return newest;
  const fresh = new Set(newest.messages.map(({ id }) => id));
  return {
    contactName: newest.contactName,
    messages: [...newest.messages, ...before.messages.slice(meeting + 1)],
    suggestions: [...newest.suggestions, ...before.suggestions.filter(({ messageId }) => !fresh.has(messageId))],
    nextCursor: before.nextCursor,
    total: newest.total,
    waiting: newest.waiting,
  };
}

/** The page below; a message that both have stands once. */
export function appendOlder(before: TimelinePage, older: TimelinePage): TimelinePage {
  const known = new Set(before.messages.map(({ id }) => id));
  return {
    contactName: older.contactName,
    messages: [...before.messages, ...older.messages.filter(({ id }) => !known.has(id))],
    suggestions: [...before.suggestions, ...older.suggestions.filter(({ messageId }) => !known.has(messageId))],
    nextCursor: older.nextCursor,
    total: older.total,
    waiting: older.waiting,
  };
}

export function suggestedSubject({ messages }: TimelinePage): string {
  const newest = messages.find(({ subject, direction }) => subject !== '' && direction !== null);
  if (!newest) return '';
  return answerSubject(newest.subject);
}

export const answerSubject = (subject: string): string =>
  subject === '' || /^re:/i.test(subject) ? subject : `Re: ${subject}`;

/** One line of the timeline: a message with the changes of the status that it caused, or one that a person made. */
export type Entry = { message: TimelineMessage; changes: TimelineMessage[] };

/** An automatic change belongs to the message before it, the next one in a list that begins with the newest. */
export function entriesOf(messages: TimelineMessage[]): Entry[] {
  const entries: Entry[] = [];
  let changes: TimelineMessage[] = [];
  for (const message of messages) {
    if (message.change?.automatic) changes.push(message);
    else {
      entries.push({ message, changes: message.change ? [] : changes });
      if (!message.change) changes = [];
    }
  }
  return [...entries, ...changes.map((message) => ({ message, changes: [] }))];
}

/** A message in one line. */
export function summaryLine({ analysis, text }: TimelineMessage): string {
  return analysis?.fields.key_insights || (text.split('\n').find((line) => line.trim() !== '') ?? '');
}
