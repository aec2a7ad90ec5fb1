import type { Queryable } from '../database/types.ts';
import type { Author } from '../portals/author.ts';

export type ActionItem = {
  id: string;
  messageId: string;
  text: string;
  quote: string;
  doneAt: Date | null;
  doneBy: Author | null;
};

export async function listActionItems(sql: Queryable, messageIds: string[]): Promise<ActionItem[]> {
  if (messageIds.length === 0) return [];
  return sql<ActionItem[]>`
    select id, message_id as "messageId", text, quote, done_at as "doneAt", done_by as "doneBy"
    from action_items where message_id = any(${messageIds}::uuid[]) order by message_id, position`;
}

/** Ticks or unticks one item of a portal. Returns false where there is no such item. */
export async function tickActionItem(
  sql: Queryable,
  { portalId, id, done, by }: { portalId: number; id: string; done: boolean; by: Author },
  now: Date,
): Promise<boolean> {
  const rows = await sql`
    update action_items set done_at = ${done ? now : null}, done_by = ${done ? sql.json(by) : null}
    where id = ${id} and portal_id = ${portalId} returning id`;
  return rows.length > 0;
}
