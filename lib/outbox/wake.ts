import type { JobName, Tx } from '../queue.ts';
import { type Effect, type EffectKind, MAIL_EFFECTS, type MailEffectKind } from './effects.ts';

/** The job that sends a mail. */
const MAIL_JOBS = {
  forward: 'forward',
  notice: 'forward',
  digest: 'forward',
  confirmation: 'forward',
  answer_question: 'forward',
  answer_returned: 'forward',
  tracked_send: 'send-tracked-email',
  answer_send: 'send-tracked-email',
} as const satisfies Record<MailEffectKind, JobName>;

const isMail = (kind: EffectKind): kind is MailEffectKind => (MAIL_EFFECTS as readonly string[]).includes(kind);

type Woken = Pick<Effect, 'id' | 'portalId' | 'messageId' | 'kind' | 'state' | 'details' | 'runAfter'>;

/**
 * Wakes, at the commit, what carries these effects out, each when it is due; one that nobody may carry out wakes nobody.
 * `patient`: what goes to HubSpot may wait a second for more of its portal.
 */
export function wake(
  { enqueue }: Pick<Tx, 'enqueue'>,
  effects: Woken[],
  now: Date,
  { patient = false }: { patient?: boolean } = {},
): void {
  for (const { id, portalId, messageId, kind, state, details, runAfter } of effects) {
    if (state !== 'pending' && state !== 'sending') continue;
    const when = { startAfter: Math.max(0, Math.ceil((runAfter.getTime() - now.getTime()) / 1000)) };
    if (isMail(kind)) enqueue(MAIL_JOBS[kind], { effectId: id }, when);
    else if (kind === 'hubspot_event') enqueue('apply-events', { portalId }, when);
    else if (kind === 'analysis') enqueue('analyze', { messageId: messageId! }, when);
    else if (kind === 'placing') enqueue('place', { inboundId: String(details.inboundId) }, when);
    else enqueue('sync', { portalId }, { ...when, patient });
  }
}
