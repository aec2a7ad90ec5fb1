import type { Queryable } from '../database/types.ts';
import type { EffectState } from '../outbox/effects.ts';
import { HUBSPOT_EFFECTS } from '../outbox/effects.ts';
import { type Reason, type ReasonCode, reason, storedReason } from '../outbox/reasons.ts';
import type { InboundOutcome } from './inbound.ts';

type StepState = 'waiting' | 'done' | 'skipped' | 'failed';
export type TestStep = {
  step: 'received' | 'placed' | 'forwarded' | 'analyzed' | 'written';
  state: StepState;
  reason: Reason | null;
};

type StoredEffect = { kind: string; state: EffectState; reason: ReasonCode | null; reason_details: object };

/** How far a kept post has come on its way through the product, or null where it is none of this portal's. */
export async function followPost(
  sql: Queryable,
  { portalId, inboundId }: { portalId: number; inboundId: string },
): Promise<TestStep[] | null> {
  const [post] = await sql<{ state: string; outcome: InboundOutcome | null; portal_id: number | null }[]>`
    select state, outcome, portal_id from inbound where id = ${inboundId}`;
  if (!post || (post.portal_id !== null && post.portal_id !== portalId)) return null;
  const [message] = await sql<{ id: string; analyzed: boolean }[]>`
    select id, exists (select 1 from analyses where message_id = messages.id) as analyzed
    from messages where inbound_id = ${inboundId} and portal_id = ${portalId}`;
  const effects = message
    ? await sql<StoredEffect[]>`
        select kind, state, reason, reason_details from effects where message_id = ${message.id} order by seq`
    : [];
  const forward = effects.filter(({ kind }) => kind === 'forward');
  const writes = effects.filter(({ kind }) => (HUBSPOT_EFFECTS as readonly string[]).includes(kind));
  const lost = post.state !== 'received' && !message;
  return [
    { step: 'received', state: 'done', reason: null },
    {
      step: 'placed',
      state: message ? 'done' : lost ? 'failed' : 'waiting',
      reason: lost ? whyLost(post.outcome) : null,
    },
    { step: 'forwarded', ...together(forward, message ? 'skipped' : lost ? 'failed' : 'waiting') },
    { step: 'analyzed', state: message?.analyzed ? 'done' : lost ? 'failed' : 'waiting', reason: null },
    { step: 'written', ...together(message?.analyzed ? writes : [], lost ? 'failed' : 'waiting') },
  ];
}

const whyLost = (outcome: InboundOutcome | null): Reason | null =>
  outcome === null || outcome === 'reply' || outcome === 'answer' || outcome === 'attached' ? null : reason(outcome);

function together(effects: StoredEffect[], none: StepState): { state: StepState; reason: Reason | null } {
  if (effects.length === 0) return { state: none, reason: null };
  const failed = effects.find(({ state }) => ['needs_attention', 'unknown', 'cancelled', 'held'].includes(state));
  if (failed) return { state: 'failed', reason: storedReason(failed.reason, failed.reason_details) };
  return { state: effects.every(({ state }) => state === 'done') ? 'done' : 'waiting', reason: null };
}
