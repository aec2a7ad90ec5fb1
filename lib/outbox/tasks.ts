import type { Queryable } from '../database/types.ts';

/**
 * A condition on the effect `e`: it made, or will make, a task of this conversation that no completion before `seq` has
 * closed. A completion that a person took back counts for nothing.
 */
export const isOpenTask = (
  sql: Queryable,
  { conversationId, seq }: { conversationId: string; seq: number | null },
) => sql`
  e.conversation_id = ${conversationId} and e.kind = 'task' and e.state <> 'cancelled'
  and coalesce(e.details->>'type', '') not in ('sender', 'action_item', 'suggested') and (${seq}::bigint is null or e.seq < ${seq})
  and not exists (
    select 1 from effects c
    where c.conversation_id = ${conversationId} and c.kind = 'task_completion' and c.details->>'type' is null
      and c.state <> 'cancelled' and c.seq > e.seq and (${seq}::bigint is null or c.seq < ${seq})
      and not exists (
        select 1 from effects r
        where r.conversation_id = ${conversationId} and r.kind = 'task_update' and r.details->>'type' = 'reopened'
          and r.seq > c.seq and (${seq}::bigint is null or r.seq <= ${seq})))`;

/** Whether HubSpot has, or is about to get, a task for what waits in this conversation. */
export async function hasOpenTask(sql: Queryable, conversationId: string): Promise<boolean> {
  const rows = await sql`select 1 from effects e where ${isOpenTask(sql, { conversationId, seq: null })} limit 1`;
  return rows.length > 0;
}

/** HubSpot's ids of the tasks that are open where the effect `seq` comes. */
export async function openTasks(sql: Queryable, at: { conversationId: string; seq: number }): Promise<string[]> {
  const rows = await sql<{ result_id: string }[]>`
    select e.result_id from effects e
    where ${isOpenTask(sql, at)} and e.state = 'done' and e.result_id is not null order by e.seq`;
  return rows.map((row) => row.result_id);
}

/** HubSpot's ids of the questions about a sender, of one message or of the whole conversation. */
export async function senderTasks(
  sql: Queryable,
  { conversationId, seq }: { conversationId: string; seq: number },
): Promise<string[]> {
  const rows = await sql<{ result_id: string }[]>`
    select result_id from effects
    where conversation_id = ${conversationId} and kind = 'task' and details->>'type' = 'sender' and state = 'done'
      and result_id is not null and seq < ${seq}
      and seq > coalesce((select max(seq) from effects where conversation_id = ${conversationId}
                          and kind = 'task_completion' and details->>'type' = 'sender' and state = 'done'
                          and seq < ${seq}), 0)
    order by seq`;
  return rows.map((row) => row.result_id);
}
