import { MAIL_EFFECTS } from '../outbox/effects.ts';
import type { JobName } from '../queue.ts';
import type { JobContext } from './context.ts';
import { removeExpired } from './retention.ts';

// A job lost between two states is found here at the latest; the usual way to it is the job itself.
const LATE_MS = 60_000;
// Past the time that an analysis waits for the AI (30 minutes) by itself.
const UNANALYZED_MS = 35 * 60_000;
const AI_BACK_DAYS = 3;
const AT_ONCE = 500;

/** Once a minute: wakes what waits without a job, lets the AI replace analyses by rules, removes what is past its time. */
export async function sweep(context: JobContext): Promise<void> {
  const { sql, queue, now } = context;
  const at = now();
  const late = new Date(at.getTime() - LATE_MS);
  // A backlog has its jobs already; another one for each of them every minute would only lengthen it.
  const liveJobs = (...names: JobName[]) => sql`pgboss.job where name in ${sql(names)} and state < 'completed'`;

  const unplaced = await sql<{ id: string }[]>`
    select id from inbound i where state = 'received' and received_at < ${late}
      and not exists (select 1 from ${liveJobs('place')} and data->>'inboundId' = i.id::text)
    order by received_at limit ${AT_ONCE}`;
  const mail = await sql<{ id: string; kind: string }[]>`
    select id, kind from effects e
    where kind in ${sql(MAIL_EFFECTS)} and run_after <= ${at}
      and ((state = 'pending' and created_at < ${late}) or (state = 'sending' and lease_until < ${at}))
      and not exists (select 1 from ${liveJobs('forward', 'send-tracked-email')} and start_after <= now() and data->>'effectId' = e.id::text)
    order by seq limit ${AT_ONCE}`;
  const portals = await sql<{ portal_id: number }[]>`
    select distinct e.portal_id from effects e join portals p using (portal_id)
    where e.kind not in ${sql(MAIL_EFFECTS)} and e.run_after <= ${at} and p.state = 'connected'
      and (p.stopped_until is null or p.stopped_until <= ${at})
      and (e.state = 'pending' or (e.state = 'sending' and e.lease_until < ${at}))
    order by e.portal_id`;
  const unanalyzed = await sql<{ id: string }[]>`
    select m.id from messages m join portals p on p.portal_id = m.portal_id and p.state <> 'uninstalled'
    where m.direction = 'incoming' and m.received_at between ${new Date(at.getTime() - 7 * 86_400_000)} and ${new Date(at.getTime() - UNANALYZED_MS)}
      and (m.mail_kind is null or m.mail_kind in ('human', 'list') or not m.mail_kind_certain)
      and not exists (select 1 from analyses a where a.message_id = m.id)
      and not exists (select 1 from ${liveJobs('analyze')} and data->>'messageId' = m.id::text)
    limit ${AT_ONCE}`;
  const byRules = context.ai ? await analyzedByRules(context, at) : [];

  await queue.transact(async (_tx, enqueue) => {
    for (const { id } of unplaced) await enqueue('place', { inboundId: id });
    for (const { id, kind } of mail)
      await enqueue(kind === 'tracked_send' ? 'send-tracked-email' : 'forward', { effectId: id });
    for (const { portal_id } of portals) await enqueue('sync', { portalId: portal_id });
    for (const { id } of unanalyzed) await enqueue('analyze', { messageId: id });
    for (const { id } of byRules) await enqueue('analyze', { messageId: id, again: true });
  });
  await removeExpired(context, at);
}

/**
 * Replies of the last days whose only analyses are by rules although their portal wants the AI: it was down. Each comes up
 * once an hour of its age, so that an AI which keeps refusing is not asked about it each minute.
 */
async function analyzedByRules({ sql }: JobContext, at: Date): Promise<{ id: string }[]> {
  const since = new Date(at.getTime() - AI_BACK_DAYS * 86_400_000);
  return sql<{ id: string }[]>`
    select a.message_id as id from analyses a join portals p using (portal_id)
    where p.state = 'connected' and a.created_at > ${since} and a.created_at < ${new Date(at.getTime() - LATE_MS)}
      and coalesce((p.settings->>'ai')::boolean, true)
    group by a.message_id
    having bool_and(a.analyst = 'rules') and extract(epoch from ${at}::timestamptz - min(a.created_at))::integer % 3600 < 60
    order by a.message_id desc limit 50`;
}
