import type { Queryable } from '../database/types.ts';
import { type Effect, type EffectRow, toEffect } from './effects.ts';

/** So long SendGrid's event may take to say what became of a mail. */
const UNSURE_AFTER_MS = 15 * 60_000;
const CONFIRM_DAYS = 7;
const AT_ONCE = 200;
/** Nothing to tell of: the customer has it from the rep, it is nobody's, or the rep took it back. */
const SETTLED = ['already_addressed', 'answer_not_confirmed', 'taken_back'];

/** Answers of reps that did not reach the customer, or may not have, and of which the rep has not been told. */
export async function unsentAnswers(sql: Queryable, at: Date): Promise<Effect[]> {
  const unsure = new Date(at.getTime() - UNSURE_AFTER_MS);
  const rows = await sql<EffectRow[]>`
    select e.* from effects e
    where e.kind = 'answer_send'
      and (e.state = 'needs_attention' or (e.state = 'unknown' and e.settled_at <= ${unsure})
        or (e.state = 'cancelled' and e.reason not in ${sql(SETTLED)}))
      and not exists (
        select 1 from effects r where r.message_id = e.message_id and r.kind = 'answer_returned'
          and (r.details->>'why' = 'unsure') = (e.state = 'unknown'))
    order by e.seq limit ${AT_ONCE}`;
  return rows.map(toEffect);
}

/** Nobody has said within a week that a held answer is theirs. */
export async function cancelUnconfirmed(sql: Queryable, at: Date): Promise<void> {
  const before = new Date(at.getTime() - CONFIRM_DAYS * 86_400_000);
  await sql`
    update effects set state = 'cancelled', reason = 'answer_not_confirmed', reason_details = '{}', settled_at = ${at}
    where kind = 'answer_send' and state = 'held' and created_at < ${before}`;
}
