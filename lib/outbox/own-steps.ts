import { v7 as uuid } from 'uuid';
import type { Queryable } from '../database/types.ts';
import type { Reason } from './reasons.ts';

/** A step of ours that has no effect until it fails. */
export type OwnStep = {
  kind: 'analysis' | 'placing';
  key: string;
  portalId: number;
  contactId: string;
  conversationId: string;
  messageId?: string;
  details?: { inboundId: string };
};

/**
 * Counts a failure that a step has by its own fault. At the `limit`-th, and at each one after a person's retry, the step
 * stands where a person sees it: true.
 */
export async function countStepFailure(
  sql: Queryable,
  { kind, key, portalId, contactId, conversationId, messageId, details = undefined }: OwnStep,
  { reason, limit, now }: { reason: Reason; limit: number; now: Date },
): Promise<boolean> {
  const given = sql.json(reason.details as never);
  const [row] = await sql<{ id: string; attempts: number }[]>`
    insert into effects (id, portal_id, contact_id, conversation_id, message_id, kind, key, attempts, details,
                         reason, reason_details, run_after, created_at)
    values (${uuid()}, ${portalId}, ${contactId}, ${conversationId}, ${messageId ?? null}, ${kind}, ${key}, 1,
            ${sql.json(details ?? {})}, ${reason.code}, ${given}, ${now}, ${now})
    on conflict (portal_id, key) do update set
      state = 'pending', attempts = case effects.state when 'done' then 1 else effects.attempts + 1 end,
      reason = excluded.reason, reason_details = excluded.reason_details
    returning id, attempts`;
  if (row!.attempts < limit) return false;
  await sql`
    update effects set state = 'needs_attention', next_step = 'retry', settled_at = ${now} where id = ${row!.id}`;
  return true;
}

/** A reply is analyzed after all, or nothing is left to analyze. */
export async function settleAnalysis(sql: Queryable, messageId: string, now: Date): Promise<void> {
  await sql`
    update effects set ${settled(sql, now)}
    where message_id = ${messageId} and kind = 'analysis' and state in ('pending', 'needs_attention')`;
}

/** A post is placed after all, or nothing is left to place. */
export async function settlePlacing(sql: Queryable, inboundId: string, now: Date): Promise<void> {
  await sql`
    update effects set ${settled(sql, now)}
    where details->>'inboundId' = ${inboundId} and kind = 'placing' and state in ('pending', 'needs_attention')`;
}

/** What HubSpot told us of long ago is not told again. */
export async function forgetAppliedEvents(sql: Queryable, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from effects where id in (
      select id from effects where kind = 'hubspot_event' and state = 'done' and settled_at < ${before} limit ${limit})`;
  return gone.count;
}

const settled = (sql: Queryable, now: Date) => sql`
  state = 'done', reason = null, reason_details = '{}', next_step = null, settled_at = ${now}`;
