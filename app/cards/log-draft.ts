import { momentOf, wallClock } from '@reply-tracking/shared/dates.ts';
import type { Channel, Direction, TimelineMessage } from '../../cards/dto/timeline.ts';

/** What stands in the form for logging a reply. Day and time are those of the account's time zone. */
export type LogDraft = {
  direction: Direction;
  channel: Channel;
  /** `month` counts from 0, as HubSpot's DateInput does. */
  date: { year: number; month: number; date: number };
  time: { hours: number; minutes: number };
  subject: string;
  text: string;
  /** Save was pressed without a text. */
  missing: boolean;
};

export type LogEvent =
  | { type: 'set'; change: Partial<LogDraft> }
  | { type: 'missing' }
  /** The form was opened: one that nobody has written in starts at the present time. */
  | { type: 'opened'; now: Date; timeZone: string }
  | { type: 'reset'; draft: LogDraft };

export function logReducer(draft: LogDraft, event: LogEvent): LogDraft {
  switch (event.type) {
    case 'set': {
      const next = { ...draft, ...event.change };
      return { ...next, missing: next.missing && next.text.trim() === '' };
    }
    case 'missing':
      return { ...draft, missing: true };
    case 'opened':
      return draft.text === '' ? { ...draft, ...wallClock(event.now, event.timeZone) } : draft;
    case 'reset':
      return event.draft;
  }
}

export function emptyDraft(now: Date, timeZone: string): LogDraft {
  return {
    direction: 'incoming',
    channel: 'call',
    ...wallClock(now, timeZone),
    subject: '',
    text: '',
    missing: false,
  };
}

export function draftOf(message: TimelineMessage, timeZone: string): LogDraft {
  return {
    direction: message.direction ?? 'incoming',
    channel: message.channel,
    ...wallClock(new Date(message.occurredAt), timeZone),
    subject: message.subject,
    text: message.text,
    missing: false,
  };
}

/** The bodies of the two POSTs, without what the sender adds. */
export function inputOf(draft: LogDraft, timeZone: string) {
  const edit = {
    channel: draft.channel,
    occurredAt: momentOf(draft.date, draft.time, timeZone),
    subject: draft.channel === 'email' ? draft.subject.trim() : '',
    text: draft.text.trim(),
  };
  return { edit, log: { ...edit, direction: draft.direction } };
}
