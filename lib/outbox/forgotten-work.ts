import type { Queryable } from '../database/types.ts';
import { PERSONS_KINDS } from '../mail/verdict/person.ts';
import { pausedPortals } from '../portals/portals.ts';
import type { JobName } from '../queue.ts';
import { type Effect, type EffectRow, HUBSPOT_EFFECTS, MAIL_EFFECTS, OWN_EFFECTS, toEffect } from './effects.ts';

// A job lost between two states is found here at the latest; the usual way to it is the job itself.
const LATE_MS = 60_000;
const AT_ONCE = 500;

/** Mails that are due and that no job will send: those that nobody took, and those whose process died. */
export async function forgottenMails(sql: Queryable, at: Date): Promise<Effect[]> {
  const late = new Date(at.getTime() - LATE_MS);
  const rows = await sql<EffectRow[]>`
    select e.* from effects e
    where kind in ${sql(MAIL_EFFECTS)} and run_after <= ${at} and portal_id not in (${pausedPortals(sql)})
      and ((state = 'pending' and created_at < ${late}) or (state = 'sending' and lease_until < ${at}))
      and not exists (select 1 from ${liveJobs(sql, 'forward', 'send-tracked-email')} and start_after <= now() and data->>'effectId' = e.id::text)
    order by seq limit ${AT_ONCE}`;
  return rows.map(toEffect);
}

/** Steps of ours that are due and that nobody has taken up for a while; their jobs do nothing twice. */
export async function forgottenSteps(sql: Queryable, at: Date): Promise<Effect[]> {
  const late = new Date(at.getTime() - LATE_MS);
  const rows = await sql<EffectRow[]>`
    select * from effects
    where kind in ${sql(OWN_EFFECTS)}
      and ((state = 'pending' and run_after < ${late}) or (state = 'sending' and lease_until < ${at}))
    order by seq limit ${AT_ONCE}`;
  return rows.map(toEffect);
}

/** Portals that something is due to be written for. Their sync has one job at most, so it may be asked for again. */
export async function portalsDue(sql: Queryable, at: Date): Promise<number[]> {
  const rows = await sql<{ portal_id: number }[]>`
    select distinct e.portal_id from effects e join portals p using (portal_id)
    where e.kind in ${sql(HUBSPOT_EFFECTS)} and e.run_after <= ${at} and p.state = 'connected'
      and p.paused_at is null and (p.stopped_until is null or p.stopped_until <= ${at})
      and (e.state = 'pending' or (e.state = 'sending' and e.lease_until < ${at}))
    order by e.portal_id`;
  return rows.map((row) => row.portal_id);
}

/** Posts that came a while ago and that no job will place. */
export async function forgottenPosts(sql: Queryable, at: Date): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from inbound i where state = 'received' and received_at < ${new Date(at.getTime() - LATE_MS)}
      and not exists (select 1 from ${liveJobs(sql, 'place')} and data->>'inboundId' = i.id::text)
    order by received_at limit ${AT_ONCE}`;
  return rows.map(({ id }) => id);
}

// Past the time that an analysis waits for the AI (30 minutes) by itself.
const UNANALYZED_MS = 35 * 60_000;
const UNANALYZED_DAYS = 7;

/** Replies of the last week that have no analysis and that no job will analyze. */
export function forgottenAnalyses(sql: Queryable, at: Date): Promise<string[]> {
  const since = new Date(at.getTime() - UNANALYZED_DAYS * 86_400_000);
  return unanalyzed(sql, sql`m.received_at between ${since} and ${new Date(at.getTime() - UNANALYZED_MS)}`);
}

/** Replies that came to a portal while it was not connected: nobody's leave to analyze them then. */
export function unanalyzedReplies(sql: Queryable, portalId: number, since: Date): Promise<string[]> {
  return unanalyzed(sql, sql`m.portal_id = ${portalId} and m.received_at >= ${since}`);
}

async function unanalyzed(sql: Queryable, which: ReturnType<Queryable>): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select m.id from messages m join portals p on p.portal_id = m.portal_id and p.state = 'connected'
    where m.analyzed_at is null and m.direction = 'incoming' and ${which}
      and (m.mail_kind is null or m.mail_kind in ${sql(PERSONS_KINDS)} or not m.mail_kind_certain)
      and not exists (select 1 from analyses a where a.message_id = m.id)
      and not exists (select 1 from effects e where e.message_id = m.id and e.kind = 'analysis' and e.state <> 'done')
      and not exists (select 1 from ${liveJobs(sql, 'analyze')} and data->>'messageId' = m.id::text)
    limit ${AT_ONCE}`;
  return rows.map(({ id }) => id);
}

const AI_BACK_DAYS = 3;

/**
 * Replies of the last days whose only analyses are by rules although their portal wants the AI: it was down. Each comes up
 * in the minute in which it is some whole hours old, so that an AI which keeps refusing is not asked about it each minute.
 */
export async function analyzedByRules(sql: Queryable, at: Date): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    with due as materialized (
      select distinct a.message_id, a.portal_id from generate_series(1, ${AI_BACK_DAYS * 24}) as hours
      join analyses a on a.analyst = 'rules' and a.created_at <= ${at}::timestamptz - hours * interval '1 hour'
        and a.created_at > ${at}::timestamptz - hours * interval '1 hour' - interval '1 minute'
    )
    select due.message_id as id from due join portals p using (portal_id)
    where p.state = 'connected' and coalesce((p.settings->>'ai')::boolean, true)
      and not exists (select 1 from analyses o where o.message_id = due.message_id and o.analyst <> 'rules')
    order by due.message_id desc limit 50`;
  return rows.map(({ id }) => id);
}

/** A backlog has its jobs already; another one for each of them every minute would only lengthen it. */
const liveJobs = (sql: Queryable, ...names: JobName[]) =>
  sql`pgboss.job where name in ${sql(names)} and state < 'completed'`;
