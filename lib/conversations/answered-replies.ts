import type { Analysis } from '../analysis/index.ts';
import type { Queryable } from '../database/types.ts';
import { currentAnalysis } from './current-analysis.ts';

/** From the reply `m` to its answer `a`: when that happened, which of one that leaves later or was logged is not when it was kept. */
export const minutesBetween = (sql: Queryable) => sql`
  greatest(0, floor(extract(epoch from coalesce(a.occurred_at, m.answered_at, m.settled_at) - m.received_at) / 60))::integer`;

/** How long whoever wrote had waited, and for what kind of reply. */
export type AnsweredReply = { minutes: number; type: Analysis['response_type'] };

/** Of each of these messages the reply that it answered, of several the newest; those that answered nothing are absent. */
export async function answeredReplies(sql: Queryable, answerIds: string[]): Promise<Map<string, AnsweredReply>> {
  if (answerIds.length === 0) return new Map();
  const rows = await sql<(AnsweredReply & { id: string })[]>`
    select distinct on (m.answered_by) m.answered_by as id, ${minutesBetween(sql)} as minutes,
      (${currentAnalysis(sql)})->>'response_type' as type
    from messages m join messages a on a.id = m.answered_by
    where m.answered_by = any(${answerIds}::uuid[]) order by m.answered_by, m.received_at desc`;
  return new Map(rows.map(({ id, ...reply }) => [id, reply]));
}
