import type { Queryable } from '../database/types.ts';
import type { Message } from './messages.ts';

/** So many replies of one conversation are forwarded, analyzed and written to HubSpot within an hour; others wait, none is dropped. */
export const HOURLY_CAP = 20;
export const HOUR_MS = 3_600_000;

// Older ones that have no analysis get none any more.
const WAITING_DAYS = 7;

/** Replies that were analyzed within the hour, and older ones that wait for it: with a full hour of them this one waits too. */
export async function isAnalysisCapped(
  sql: Queryable,
  { id, conversationId, receivedAt }: Pick<Message, 'id' | 'conversationId' | 'receivedAt'>,
  now: Date,
): Promise<boolean> {
  const [row] = await sql<{ first: number }[]>`
    select ((
      select count(*) from analyses a join messages m on m.id = a.message_id
      where m.conversation_id = ${conversationId} and a.corrected_by is null and a.created_at > ${new Date(now.getTime() - HOUR_MS)}
    ) + (
      select count(*) from messages m
      where m.conversation_id = ${conversationId} and m.direction = 'incoming' and (m.received_at, m.id) < (${receivedAt}, ${id})
        and m.received_at > ${new Date(now.getTime() - WAITING_DAYS * 86_400_000)} and ${analyzable(sql)}
        and not exists (select 1 from analyses a where a.message_id = m.id)
        and not exists (select 1 from effects e where e.message_id = m.id and e.kind = 'analysis' and e.state <> 'done')
    ))::integer as first`;
  return row!.first >= HOURLY_CAP;
}

/** When the next reply of a conversation is written to HubSpot's timeline: at once, or in the first hour that has room. */
export async function nextTimelineWrite(sql: Queryable, conversationId: string, now: Date): Promise<Date> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count from effects
    where conversation_id = ${conversationId} and kind in ('email_object', 'note')
      and run_after > ${new Date(now.getTime() - HOUR_MS)}`;
  return new Date(now.getTime() + Math.floor(row!.count / HOURLY_CAP) * HOUR_MS);
}

/** A condition on `messages m`: what an analyst reads; machine mail that its headers prove is read by nobody. */
export const analyzable = (sql: Queryable) => sql`
  (m.mail_kind is null or m.mail_kind in ('human', 'list') or not m.mail_kind_certain)`;
