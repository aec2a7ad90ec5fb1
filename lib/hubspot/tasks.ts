import type { ActionItem } from '../conversations/action-items.ts';
import type { StoredAnalysis } from '../conversations/analyses.ts';
import { A_DAY_MS, dueTime } from '../conversations/due.ts';
import type { Message } from '../conversations/messages.ts';
import { escapeHtml } from '../html.ts';
import type { Portal } from '../portals/portals.ts';
import { inertText, inertValue } from './inert.ts';
import { paragraphs } from './timeline/html.ts';
import { markedTimestamp } from './timeline/timestamp.ts';
import { TIMELINE_WORDS } from './timeline/words.ts';

const REMINDER_BEFORE_MS = 3_600_000;
/** Of what needs handling: soon, but not before HubSpot has the task. */
const URGENT_REMINDER_MS = 3 * 60_000;

type TaskFacts = {
  message: Message;
  contactName: string;
  ownerId: string | null;
  /** Then it comes back to whoever takes care of it. */
  snoozedUntil: Date | null;
  seq: number;
  portal: Pick<Portal, 'timeZone' | 'settings'>;
};

/** Properties of the task that a reply asks for ("Engagements: tasks"); `hs_timestamp` is the due time. */
export function taskProperties({
  message,
  analysis,
  actionItems,
  contactName,
  ownerId,
  snoozedUntil,
  seq,
  portal,
}: TaskFacts & { analysis: StoredAnalysis; actionItems: ActionItem[] }): Record<string, string> {
  const words = TIMELINE_WORDS[portal.settings.language];
  const isHighValue = analysis.fields.response_type === 'high_value';
  const asked = dueTime(isHighValue ? 'high_value' : 'needs_handling', message.receivedAt, portal);
  const due = laterOf(asked, snoozedUntil);
  const isUrgent = !isHighValue && due === asked;
  const reminder = isUrgent
    ? new Date(analysis.createdAt.getTime() + URGENT_REMINDER_MS)
    : new Date(due.getTime() - REMINDER_BEFORE_MS);
  const subject = words.taskSubject[isHighValue ? 'high_value' : 'needs_handling'](contactName);
  const open = actionItems.filter((item) => item.doneAt === null);
  const items = open.map((item) => `<li>${escapeHtml(item.text)}</li>`).join('');
  return {
    hs_timestamp: markedTimestamp(due, seq),
    hs_task_subject: inertValue(subject),
    hs_task_body: inertText(
      `${paragraphs(analysis.fields.key_insights)}${items && `<p>${words.openItems}:</p><ul>${items}</ul>`}`,
    ),
    hs_task_status: 'NOT_STARTED',
    hs_task_priority: isHighValue ? 'HIGH' : 'MEDIUM',
    hs_task_type: 'EMAIL',
    // HubSpot tells nobody of a task that an app made: without a reminder it is found by chance.
    hs_task_reminders: String(reminder.getTime()),
    ...(ownerId && { hubspot_owner_id: ownerId }),
  };
}

const laterOf = (due: Date, snoozedUntil: Date | null): Date =>
  snoozedUntil && snoozedUntil > due ? snoozedUntil : due;

/** A day for whoever gets it: the type says no more about when, since it did not ask for a task. */
export function handedOverTaskProperties({
  analysis,
  contactName,
  ownerId,
  snoozedUntil,
  seq,
  portal,
  at,
}: TaskFacts & { analysis: StoredAnalysis | undefined; at: Date }): Record<string, string> {
  const words = TIMELINE_WORDS[portal.settings.language];
  const due = laterOf(new Date(at.getTime() + A_DAY_MS), snoozedUntil);
  return {
    hs_timestamp: markedTimestamp(due, seq),
    hs_task_subject: inertValue(words.handedOverTask(contactName)),
    hs_task_body: inertText(paragraphs(analysis?.fields.key_insights ?? '')),
    hs_task_status: 'NOT_STARTED',
    hs_task_priority: 'MEDIUM',
    hs_task_type: 'EMAIL',
    hs_task_reminders: String(Math.max(at.getTime() + 60_000, due.getTime() - A_DAY_MS + 60_000)),
    ...(ownerId && { hubspot_owner_id: ownerId }),
  };
}

/** One action item as a task of its own, due on its date or in a day. */
export function itemTaskProperties({
  item,
  message,
  contactName,
  ownerId,
  seq,
}: TaskFacts & { item: ActionItem }): Record<string, string> {
  const due = item.dueAt ?? new Date(message.receivedAt.getTime() + A_DAY_MS);
  const body = item.quote ? `<p>“${escapeHtml(item.quote)}”</p>` : '';
  return toDo({ due, seq, subject: `${item.text} · ${contactName}`, body, ownerId });
}

/** When an absent person is back, or when somebody wants to hear from us again; whoever asked for it is reminded. */
export function suggestedTaskProperties({
  isReturn,
  due,
  quote,
  contactName,
  ownerId,
  seq,
  portal,
}: TaskFacts & { isReturn: boolean; due: Date; quote: string | undefined }): Record<string, string> {
  const words = TIMELINE_WORDS[portal.settings.language];
  const subject = (isReturn ? words.returnTask : words.laterTask)(contactName);
  const body = quote && !isReturn ? `<p>“${escapeHtml(quote)}”</p>` : '';
  return { ...toDo({ due, seq, subject, body, ownerId }), hs_task_reminders: String(due.getTime()) };
}

const toDo = ({
  due,
  seq,
  subject,
  body,
  ownerId,
}: {
  due: Date;
  seq: number;
  subject: string;
  body: string;
  ownerId: string | null;
}): Record<string, string> => ({
  hs_timestamp: markedTimestamp(due, seq),
  hs_task_subject: inertValue(subject),
  hs_task_body: inertText(body),
  hs_task_status: 'NOT_STARTED',
  hs_task_priority: 'MEDIUM',
  hs_task_type: 'TODO',
  ...(ownerId && { hubspot_owner_id: ownerId }),
});

/**
 * What a change of its conversation writes into a task that is there: the date that it was snoozed to, whoever takes care
 * of it now, and that it is open again.
 */
export const changedTaskProperties = ({
  snoozedUntil,
  ownerId,
  reopened,
}: {
  snoozedUntil: Date | null;
  ownerId: string | null;
  reopened: boolean;
}): Record<string, string> => ({
  ...(snoozedUntil && {
    hs_timestamp: snoozedUntil.toISOString(),
    hs_task_reminders: String(snoozedUntil.getTime()),
  }),
  ...(ownerId && { hubspot_owner_id: ownerId }),
  ...(reopened && { hs_task_status: 'NOT_STARTED' }),
});

/** Properties of the task that asks whether a reply is the contact's at all; it holds nothing of what the reply says. */
export function senderTaskProperties({
  message,
  contactName,
  ownerId,
  seq,
  portal,
}: TaskFacts): Record<string, string> {
  const words = TIMELINE_WORDS[portal.settings.language];
  const due = new Date(message.receivedAt.getTime() + A_DAY_MS);
  const body = `<p>${escapeHtml(words.senderTaskHint(message.author.address || message.author.name))}</p>`;
  return toDo({ due, seq, subject: words.senderTask(contactName), body, ownerId });
}
