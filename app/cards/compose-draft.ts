import { momentOf, wallClock } from '@reply-tracking/shared/dates.ts';
import { snoozeDay } from '@reply-tracking/shared/snooze-day.ts';
import type { ComposerView, DraftView, TemplateView } from '../../cards/dto/compose.ts';

/** What stands in the composer. Day and time are those of the account's time zone. */
export type Composing = DraftView & {
  quote: boolean;
  later: boolean;
  /** `month` counts from 0, as HubSpot's DateInput does. */
  date: { year: number; month: number; date: number };
  time: { hours: number; minutes: number };
  /** Send was pressed with something missing. */
  missing: boolean;
};

const MORNING = { hours: 9, minutes: 0 };

/** What was begun before, else an empty email with the answered one's subject and copies. */
export function beginComposing(
  { draft, cc }: ComposerView,
  { suggestedSubject, now, timeZone }: { suggestedSubject: string; now: Date; timeZone: string },
): Composing {
  const begun = draft ?? { subject: suggestedSubject, text: '', cc, ai: false };
  const tomorrow = snoozeDay('tomorrow', wallClock(now, timeZone).date);
  return { ...begun, quote: true, later: false, date: tomorrow, time: MORNING, missing: false };
}

/** A person's own change: from now on the words are theirs. */
export function changed(before: Composing, change: Partial<Composing>): Composing {
  const next = { ...before, ...change };
  return { ...next, ai: 'text' in change ? false : next.ai, missing: next.missing && !isComplete(next) };
}

/** A template goes below what stands there, and gives a subject where there is none. */
export const withTemplate = (before: Composing, { subject, text }: TemplateView): Composing =>
  changed(before, {
    text: [before.text.trimEnd(), text].filter(Boolean).join('\n\n'),
    subject: before.subject.trim() || subject,
  });

/** The AI's words above what stands there, marked as its own until a person edits or confirms them. */
export const withDraft = (before: Composing, { text }: { text: string }): Composing => ({
  ...before,
  text: [text, before.ai ? '' : before.text.trim()].filter(Boolean).join('\n\n'),
  ai: true,
});

export const isComplete = ({ subject, text }: DraftView): boolean => subject.trim() !== '' && text.trim() !== '';

/** What is kept for the next time; null: nothing was written. */
export const draftOf = ({ subject, text, cc, ai }: Composing): DraftView | null =>
  text.trim() ? { subject, text, cc, ai } : null;

/** The body of the POST, without what the card adds. */
export const emailOf = (composing: Composing, timeZone: string) => ({
  subject: composing.subject.trim(),
  text: composing.text.trim(),
  cc: composing.cc.trim(),
  quote: composing.quote,
  sendAt: composing.later ? momentOf(composing.date, composing.time, timeZone) : null,
});
