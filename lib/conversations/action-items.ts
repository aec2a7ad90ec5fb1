import { v7 as uuid } from 'uuid';
import type { Analysis } from '../analysis/index.ts';
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

/** What the product did by itself, under no person's name. */
export async function tickByApp(
  sql: Queryable,
  { messageId, texts }: { messageId: string; texts: string[] },
  now: Date,
): Promise<void> {
  await sql`
    update action_items set done_at = ${now}, done_by = ${sql.json({ name: '' })}
    where message_id = ${messageId} and text = any(${texts}) and done_at is null`;
}

/** The open items of a reply are those of its newest analysis; ticked ones stay. */
export async function replaceActionItems(
  sql: Queryable,
  { portalId, messageId, analysis }: { portalId: number; messageId: string; analysis: Analysis },
  now: Date,
): Promise<void> {
  await sql`delete from action_items where message_id = ${messageId} and done_at is null`;
  const done = new Set(
    (await sql<{ text: string }[]>`select text from action_items where message_id = ${messageId}`).map(
      (row) => row.text,
    ),
  );
  const items = analysis.action_items.flatMap((text, position) =>
    done.has(text)
      ? []
      : [
          {
            id: uuid(),
            portal_id: portalId,
            message_id: messageId,
            position,
            text,
            quote: analysis.evidence.action_items[position] ?? '',
            created_at: now,
          },
        ],
  );
  if (items.length > 0) await sql`insert into action_items ${sql(items)}`;
}

/** Forgets what was to do long ago. */
export async function forgetActionItems(sql: Queryable, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from action_items where id in (select id from action_items where created_at < ${before} limit ${limit})`;
  return gone.count;
}
