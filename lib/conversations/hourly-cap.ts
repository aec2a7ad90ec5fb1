import type { Queryable } from '../database/types.ts';

/** So many replies of one conversation are forwarded, analyzed and written to HubSpot within an hour; others wait, none is dropped. */
export const HOURLY_CAP = 20;
export const HOUR_MS = 3_600_000;

// Older ones that have no analysis get none any more.
const WAITING_DAYS = 7;

/**
 * Whether the row `mine` of messages has to wait for its analysis: replies of its conversation that were analyzed within the
 * hour, and older ones that wait for it, make a full hour.
 */
export const isAnalysisCapped = (sql: Queryable, now: Date) => sql`
  ((
    select count(*) from analyses a join messages m on m.id = a.message_id
    where m.conversation_id = mine.conversation_id and a.corrected_by is null and a.created_at > ${new Date(now.getTime() - HOUR_MS)}
  ) + (
    select count(*) from messages m
    where m.conversation_id = mine.conversation_id and m.direction = 'incoming' and (m.received_at, m.id) < (mine.received_at, mine.id)
      and m.received_at > ${new Date(now.getTime() - WAITING_DAYS * 86_400_000)} and ${analyzable(sql)}
      and not exists (select 1 from analyses a where a.message_id = m.id)
      and not exists (select 1 from effects e where e.message_id = m.id and e.kind = 'analysis' and e.state <> 'done')
  )) >= ${HOURLY_CAP}`;

/**
 * What a conversation has had within the hour: the replies that were forwarded, and when the next one is written to
 * HubSpot's timeline, at once or in the first hour that has room.
 */
export async function hourOf(
  sql: Queryable,
  conversationId: string,
  now: Date,
): Promise<{ forwards: number; nextTimelineWrite: Date }> {
  const since = new Date(now.getTime() - HOUR_MS);
  const [row] = await sql<{ forwards: number; timeline: number }[]>`
    select (select count(*)::integer from effects
            where conversation_id = ${conversationId} and kind = 'forward' and created_at > ${since}) as forwards,
           (select count(*)::integer from effects
            where conversation_id = ${conversationId} and kind in ('email_object', 'note') and run_after > ${since}) as timeline`;
  const { forwards, timeline } = row!;
  return { forwards, nextTimelineWrite: new Date(now.getTime() + Math.floor(timeline / HOURLY_CAP) * HOUR_MS) };
}

/** A condition on `messages m`: what an analyst reads; machine mail that its headers prove is read by nobody. */
export const analyzable = (sql: Queryable) => sql`
  (m.mail_kind is null or m.mail_kind in ('human', 'list') or not m.mail_kind_certain)`;
