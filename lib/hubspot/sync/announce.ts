import { answeredReplies } from '../../conversations/answered-replies.ts';
import { addEffects, type NewEffect } from '../../outbox/add-effects.ts';
import type { ClaimedEffect } from '../../outbox/effects.ts';
import type { Transact } from '../../queue.ts';
import type { EventType } from '../timeline/app-events.ts';
import type { SyncContext } from './claimed-rows.ts';
import type { SyncDependencies } from './dependencies.ts';

/** Kept in HubSpot as an email or, of a call, as a note. */
const ENTRIES: ReadonlySet<ClaimedEffect['kind']> = new Set(['email_object', 'note']);

/** An answer that has left says how long the customer waited for it, where the portal grants app events. */
export async function announceAnswers(
  { sql, transact }: Pick<SyncDependencies, 'sql' | 'transact'>,
  effects: ClaimedEffect[],
  { capabilities, messages }: SyncContext,
  now: Date,
): Promise<void> {
  if (!capabilities.events) return;
  const answers = effects.filter(
    ({ kind, messageId }) => ENTRIES.has(kind) && messageId && messages.get(messageId)?.direction === 'outgoing',
  );
  const answered = await answeredReplies(
    sql,
    answers.flatMap(({ messageId }) => messageId ?? []),
  );
  const events = answers.flatMap(({ portalId, contactId, conversationId, messageId }): NewEffect[] => {
    const reply = answered.get(messageId ?? '');
    if (!reply) return [];
    const details = { type: 'reply_answered' satisfies EventType, minutes: reply.minutes, responseType: reply.type };
    const about = { portalId, contactId, conversationId, messageId };
    return [{ ...about, kind: 'event', key: `event:reply_answered:${messageId}`, details }];
  });
  if (events.length > 0) await transact((tx) => addEffects(tx, events, now));
}

/**
 * Where a portal grants app events but no email objects, a mail is a note, which no workflow and no list can filter
 * by: an event beside it says that a reply came or a tracked email went out.
 */
export async function announceMails(
  transact: Transact,
  effects: ClaimedEffect[],
  { capabilities, messages }: SyncContext,
  now: Date,
): Promise<void> {
  if (!capabilities.events || capabilities.emails) return;
  const events = effects.flatMap((effect): NewEffect[] => {
    const kind = effect.kind === 'email_object' && effect.messageId ? messages.get(effect.messageId)?.kind : undefined;
    const type: EventType | null = kind === 'reply' ? 'reply_received' : kind === 'sent' ? 'email_sent' : null;
    if (!type) return [];
    const { portalId, contactId, conversationId, messageId } = effect;
    return [
      {
        portalId,
        contactId,
        conversationId,
        messageId,
        kind: 'event',
        key: `event:${type}:${messageId}`,
        details: { type },
      },
    ];
  });
  if (events.length > 0) await transact((tx) => addEffects(tx, events, now));
}
