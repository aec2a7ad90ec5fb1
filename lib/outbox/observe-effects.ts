import type { Queryable } from '../database/types.ts';
import type { Observe, Step } from '../observe.ts';
import { traceIs } from '../trace.ts';

type Settled = {
  message_id: string | null;
  trace: string | null;
  portal_id: number;
  state: 'done' | 'needs_attention' | 'unknown';
  reason: string | null;
  kinds: string[];
  effects: string[];
  since_receipt: number | null;
};

/** The mail that an effect belongs to. `bytes`: of its files. */
export type TracedMail = { trace: string; messageId: string; portalId: number; receivedAt: Date; bytes: number };

/** Says which mail an effect belongs to, before it is carried out; null: none. */
export async function traceEffect(sql: Queryable, effectId: string): Promise<TracedMail | null> {
  const [row] = await sql<TracedMail[]>`
    select coalesce(m.inbound_id, m.id) as trace, m.id as "messageId", m.portal_id as "portalId",
           m.received_at as "receivedAt",
           coalesce((select sum(a.size) from attachments a where a.message_id = m.id), 0)::float8 as bytes
    from effects e join messages m on m.id = e.message_id where e.id = ${effectId}`;
  traceIs(row?.trace);
  return row ?? null;
}

/**
 * Tells what became of effects since `begun` (the product's clock): per mail one step for all that is done, and what
 * waits for a person now.
 */
export async function observeEffects(
  sql: Queryable,
  observe: Observe,
  { ids, step, begun, ms }: { ids: string[]; step: Step; begun: Date; ms: number },
): Promise<void> {
  const rows = await sql<Settled[]>`
    select e.message_id, coalesce(m.inbound_id, m.id) as trace, e.portal_id, e.state, e.reason,
           array_agg(distinct e.kind) as kinds, array_agg(e.id) as effects,
           extract(epoch from max(e.settled_at) - m.received_at)::float8 * 1000 as since_receipt
    from effects e left join messages m on m.id = e.message_id
    where e.id = any(${ids}::uuid[]) and e.state in ('done', 'needs_attention', 'unknown') and e.settled_at >= ${begun}
    group by e.message_id, m.inbound_id, m.id, e.portal_id, e.state, e.reason, m.received_at`;
  for (const { message_id: messageId, trace, portal_id: portalId, state, reason, kinds, effects, ...row } of rows) {
    const one = effects.length === 1 ? { effectId: effects[0]! } : { effects: effects.length };
    const about = { portalId, messageId, ...one };
    const outcome = kinds.join(' ');
    const taken = kinds.includes('answer_send') ? 'answered' : step;
    if (state === 'done')
      observe({ what: 'step', step: taken, outcome, trace, ids: about, ms, sinceReceiptMs: row.since_receipt });
    else observe({ what: 'failure', step: taken, reason: reason ?? state, trace, ids: { ...about, kinds: outcome } });
  }
}
