import { type Analyst, AnalystError } from '../analysis/index.ts';
import type { Observe, Step } from '../observe.ts';
import { observeEffects, traceEffect } from '../outbox/observe-effects.ts';
import type { Jobs } from '../queue.ts';
import { traceIs } from '../trace.ts';
import { analyze } from './analyze.ts';
import type { JobContext } from './context.ts';
import type { SentMail } from './forward.ts';
import { place } from './place.ts';
import type { Room } from './room.ts';

/*
 * The jobs as the operator sees them: each line they log carries the mail's id, and what they came to is told once.
 */

/** Places a post and tells what it became. */
export async function placeObserved(context: JobContext, payload: Jobs['place'], room: Room): Promise<void> {
  const { sql, now, observe } = context;
  const { inboundId } = payload;
  traceIs(inboundId);
  const [begun, clock] = [now(), performance.now()];
  const placed = await place(context, payload, room);
  if (placed) {
    const { portalId, messageId, receivedAt } = placed;
    const ids = { inboundId, portalId, messageId };
    const times = { ms: performance.now() - clock, sinceReceiptMs: now().getTime() - receivedAt.getTime() };
    return observe({ what: 'step', step: 'placed', trace: inboundId, ids, outcome: 'reply', ...times });
  }
  const [row] = await sql<
    { state: string; outcome: string; portal_id: number | null; message_id: string | null; since_receipt: number }[]
  >`
    select i.state, i.outcome, i.portal_id, m.id as message_id,
           extract(epoch from i.settled_at - i.received_at)::float8 * 1000 as since_receipt
    from inbound i left join messages m on m.inbound_id = i.id
    where i.id = ${inboundId} and i.settled_at >= ${begun}`;
  if (!row) return;
  const ids = { inboundId, portalId: row.portal_id, messageId: row.message_id };
  const about = { step: 'placed', trace: inboundId, ids } as const;
  if (row.state === 'failed') return observe({ what: 'failure', ...about, reason: row.outcome });
  const ms = performance.now() - clock;
  observe({ what: 'step', ...about, outcome: row.outcome, ms, sinceReceiptMs: row.since_receipt });
}

/** Carries out one mail, once there is room for its files, and tells what became of it. */
export const mailObserved =
  (step: Step, work: (context: JobContext, payload: { effectId: string }) => Promise<SentMail | null>, room: Room) =>
  async (context: JobContext, payload: { effectId: string }): Promise<void> => {
    const { sql, now, observe } = context;
    const [begun, clock] = [now(), performance.now()];
    const mail = await traceEffect(sql, payload.effectId);
    const sent = await room(mail?.bytes ?? 0, () => work(context, payload));
    if (mail && sent) {
      const { trace, portalId, messageId, receivedAt } = mail;
      const ids = { portalId, messageId, effectId: payload.effectId };
      const times = { ms: performance.now() - clock, sinceReceiptMs: sent.at.getTime() - receivedAt.getTime() };
      return observe({ what: 'step', step, outcome: sent.kind, trace, ids, ...times });
    }
    await observeEffects(sql, observe, { ids: [payload.effectId], step, begun, ms: performance.now() - clock });
  };

/** Analyzes a reply and tells who did. */
export async function analyzeObserved(context: JobContext, payload: Jobs['analyze']): Promise<void> {
  const { now, observe } = context;
  const clock = performance.now();
  const done = await analyze(context, payload);
  if (!done) return;
  const { portal, message, analysis } = done;
  if (analysis.analyst === 'rules' && context.ai && portal.settings.ai) observe({ what: 'ai_fallback' });
  observe({
    what: 'step',
    step: 'analyzed',
    outcome: analysis.analyst,
    trace: message.inboundId ?? message.id,
    ids: { portalId: message.portalId, messageId: message.id, analysisId: analysis.id },
    ms: performance.now() - clock,
    sinceReceiptMs: now().getTime() - message.receivedAt.getTime(),
  });
}

/** An analyst whose requests are counted with what they cost. */
export const analystObserved =
  (analyst: Analyst, observe: Observe): Analyst =>
  async (...given) => {
    const clock = performance.now();
    const nothing = { tokensIn: 0, tokensOut: 0, costUsd: 0 };
    try {
      const result = await analyst(...given);
      const { tokensIn = 0, tokensOut = 0, costUsd = 0 } = result;
      observe({
        what: 'ai_request',
        outcome: 'ok',
        ms: performance.now() - clock,
        tokensIn,
        tokensOut,
        costUsd: costUsd ?? 0,
      });
      return result;
    } catch (error) {
      const outcome = error instanceof AnalystError ? error.class : 'given_up';
      observe({ what: 'ai_request', outcome, ms: performance.now() - clock, ...nothing });
      throw error;
    }
  };
