import { asksForAnswer } from '../analysis/index.ts';
import { addEffects, type NewEffect } from '../outbox/add-effects.ts';
import { hasOpenTask } from '../outbox/tasks.ts';
import type { Tx } from '../queue.ts';
import type { StoredAnalysis } from './analyses.ts';
import { settleConversation } from './answers.ts';
import type { Contact } from './contacts.ts';
import {
  handOverConversation,
  refreshWaiting,
  snoozeConversation,
  waitingConversations,
  waitingReplies,
} from './conversations.ts';
import type { Message } from './messages.ts';
import type { Rep } from './reply-tokens.ts';
import { askAgain, reopenDone, settleMessage } from './waits.ts';

/** One click: what it asks for is asked for once. */
type Click = { contact: Contact; key: string };

/**
 * Until it is analyzed every reply waits; from then on only one that asks for an answer. What never counted, or a person
 * has settled, stays as it is.
 */
export async function followAnalysis(
  tx: Tx,
  { message, analysis }: { message: Message; analysis: StoredAnalysis },
  now: Date,
): Promise<void> {
  const { id, portalId, contactId, conversationId } = message;
  const asks = asksForAnswer(analysis.fields);
  // Before its first analysis nobody could find that it asks for nothing.
  const changed = asks
    ? analysis.version > 1 && (await askAgain(tx.sql, id))
    : await settleMessage(tx.sql, { id, by: 'nothing_asked', at: now }, now);
  await refreshWaiting(tx.sql, conversationId);
  if (!changed) return;
  const about = { portalId, contactId, conversationId, messageId: id };
  const effects: NewEffect[] = [{ ...about, kind: 'waiting_property', key: `waiting:${analysis.id}` }];
  // A later word takes the task away that an earlier one had asked for.
  if (!asks) effects.push({ ...about, kind: 'task_completion', key: `task-done:${analysis.id}` });
  await addEffects(tx, effects, now);
}

/** Nothing of the contact needs an answer any more. */
export async function markDone(tx: Tx, { contact, key }: Click, now: Date): Promise<void> {
  for (const { id: conversationId } of await waitingConversations(tx.sql, contact.id)) {
    const done = { contact, conversationId, messageId: null, key: `${conversationId}:${key}`, until: now };
    await settleConversation(tx, done, now);
  }
}

/** How long a click on Done can be taken back. */
const UNDO_MS = 10 * 60_000;

/** Takes the last Done back, with its tasks. Returns false where there is none that recent. */
export async function takeDoneBack(tx: Tx, { contact, key }: Click, now: Date): Promise<boolean> {
  const conversations = await reopenDone(tx.sql, contact.id, new Date(now.getTime() - UNDO_MS));
  for (const conversationId of conversations) {
    await refreshWaiting(tx.sql, conversationId);
    const about = { portalId: contact.portalId, contactId: contact.id, conversationId };
    await addEffects(
      tx,
      [
        { ...about, kind: 'task_update', key: `task-reopened:${conversationId}:${key}`, details: { type: 'reopened' } },
        { ...about, kind: 'waiting_property', key: `waiting:reopened:${conversationId}:${key}` },
      ],
      now,
    );
  }
  return conversations.length > 0;
}

/** What waits of the contact rests until then, and its tasks fall due then; null: it is back now. */
export async function snooze(
  tx: Tx,
  { contact, key, until }: Click & { until: Date | null },
  now: Date,
): Promise<void> {
  for (const { id: conversationId } of await waitingConversations(tx.sql, contact.id)) {
    await snoozeConversation(tx.sql, conversationId, until);
    const about = { portalId: contact.portalId, contactId: contact.id, conversationId };
    await addEffects(tx, [{ ...about, kind: 'task_update', key: `task-snoozed:${conversationId}:${key}` }], now);
  }
}

/**
 * Somebody else takes care of what waits of the contact; the contact's owner in HubSpot stays. Where no task tells of it,
 * one is made for whom it was handed to.
 */
export async function handOver(tx: Tx, { contact, key, to }: Click & { to: Rep }, now: Date): Promise<void> {
  const replies = await waitingReplies(tx.sql, contact.id);
  for (const { id: conversationId } of await waitingConversations(tx.sql, contact.id)) {
    await handOverConversation(tx.sql, conversationId, to);
    const about = { portalId: contact.portalId, contactId: contact.id, conversationId };
    const newest = replies.findLast((reply) => reply.conversationId === conversationId);
    const told = await hasOpenTask(tx.sql, conversationId);
    const effect: NewEffect = told
      ? { ...about, kind: 'task_update', key: `task-handed:${conversationId}:${key}` }
      : {
          ...about,
          kind: 'task',
          key: `task:handed:${conversationId}:${key}`,
          messageId: newest?.messageId ?? null,
          details: { type: 'handed_over' },
        };
    await addEffects(tx, [effect], now);
  }
}
