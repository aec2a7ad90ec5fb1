import { v7 as uuid } from 'uuid';
import type { Analysis } from '../analysis/index.ts';
import type { Queryable } from '../database/types.ts';
import type { Author } from '../portals/author.ts';
import { trusted } from './messages.ts';

export type ActionItem = {
  id: string;
  messageId: string;
  text: string;
  quote: string;
  dueAt: Date | null;
  doneAt: Date | null;
  doneBy: Author | null;
};

export async function listActionItems(sql: Queryable, messageIds: string[]): Promise<ActionItem[]> {
  if (messageIds.length === 0) return [];
  return sql<ActionItem[]>`
    select ${columns(sql)} from action_items
    where message_id = any(${messageIds}::uuid[]) and deleted_at is null order by message_id, position`;
}

/** What is still to do for a contact, the dated first, then the newest reply's. Not what an unproven sender asks for. */
export async function openActionItems(sql: Queryable, contactId: string, limit: number): Promise<ActionItem[]> {
  return sql<ActionItem[]>`
    select i.id, i.message_id as "messageId", i.text, i.quote, i.due_at as "dueAt", i.done_at as "doneAt",
           i.done_by as "doneBy"
    from action_items i join messages m on m.id = i.message_id and ${trusted(sql)}
    where m.contact_id = ${contactId} and i.done_at is null and i.deleted_at is null
    order by i.due_at, m.occurred_at desc, i.position limit ${limit}`;
}

export async function getActionItem(
  sql: Queryable,
  id: string,
): Promise<(ActionItem & { portalId: number; contactId: string; conversationId: string }) | null> {
  const [row] = await sql<(ActionItem & { portalId: number; contactId: string; conversationId: string })[]>`
    select i.id, i.message_id as "messageId", i.text, i.quote, i.due_at as "dueAt", i.done_at as "doneAt",
           i.done_by as "doneBy", i.portal_id as "portalId", m.contact_id as "contactId",
           m.conversation_id as "conversationId"
    from action_items i join messages m on m.id = i.message_id where i.id = ${id}`;
  return row ?? null;
}

export type ActionItemChange = { text?: string; dueAt?: Date | null; deleted?: boolean };

/** A person rewords, dates, takes away or brings back one item of a portal. False where there is no such item. */
export async function changeActionItem(
  sql: Queryable,
  { portalId, id, change }: { portalId: number; id: string; change: ActionItemChange },
  now: Date,
): Promise<boolean> {
  const rows = await sql`
    update action_items
    set original = coalesce(original, text), changed_at = ${now},
        text = ${change.text ?? sql`text`}, due_at = ${change.dueAt === undefined ? sql`due_at` : change.dueAt},
        deleted_at = ${change.deleted === undefined ? sql`deleted_at` : change.deleted ? now : null}
    where id = ${id} and portal_id = ${portalId} returning id`;
  return rows.length > 0;
}

const columns = (sql: Queryable) => sql`
  id, message_id as "messageId", text, quote, due_at as "dueAt", done_at as "doneAt", done_by as "doneBy"`;

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

/** The open items of a reply are those of its newest analysis; what a person has ticked or changed stays. */
export async function replaceActionItems(
  sql: Queryable,
  {
    portalId,
    messageId,
    analysis,
    isFirst,
  }: { portalId: number; messageId: string; analysis: Analysis; isFirst: boolean },
  now: Date,
): Promise<void> {
  // Of a first analysis there is nothing yet.
  const kept = isFirst ? new Set<string>() : await dropOpenItems(sql, messageId);
  const items = analysis.action_items.flatMap((text, position) =>
    kept.has(text)
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

/** Takes away what nobody has touched; returns the texts of what stays. */
async function dropOpenItems(sql: Queryable, messageId: string): Promise<Set<string>> {
  await sql`delete from action_items where message_id = ${messageId} and done_at is null and changed_at is null`;
  const rows = await sql<{ text: string }[]>`
    select coalesce(original, text) as text from action_items where message_id = ${messageId}`;
  return new Set(rows.map((row) => row.text));
}

/** Forgets what was to do long ago. */
export async function forgetActionItems(sql: Queryable, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from action_items where id = any(array(select id from action_items where created_at < ${before} limit ${limit}))`;
  return gone.count;
}
