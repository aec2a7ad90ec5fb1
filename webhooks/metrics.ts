import { type RequestHandler, Router } from 'express';
import type { Sql } from '../lib/database/types.ts';
import type { Metrics } from '../lib/metrics.ts';
import { sameSecret } from '../lib/same-secret.ts';
import { before } from '../lib/time-limit.ts';
import type { Receiver } from './probes.ts';

export type MetricsOptions = {
  metrics: Metrics;
  sql: Sql;
  receiver: Receiver | null;
  poolSize: number;
  now: () => Date;
};

// A scrape waits 10 s by default.
const PATIENCE_MS = 5_000;

/**
 * `/metrics` in Prometheus' text format. Its queries touch only what waits, which has indexes of its own; history is
 * counted as it happens. While the database is away the counters of this process are told all the same.
 */
export function createMetricsRoute(options: MetricsOptions): Router {
  const { metrics } = options;
  const routes = Router();
  routes.get('/metrics', async (_request, response) => {
    const clock = performance.now();
    const isUp = await before(AbortSignal.timeout(PATIENCE_MS), () => readBacklog(options)).then(
      () => true,
      () => false,
    );
    metrics.backlog.databaseUp.set(isUp ? 1 : 0);
    metrics.backlog.databaseSeconds.set((performance.now() - clock) / 1000);
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return routes;
}

/** Lets through who brings the token; the others find nothing at this address. */
export function withToken(token: string): RequestHandler {
  return (request, _response, next) =>
    sameSecret(request.get('authorization') ?? '', `Bearer ${token}`) ? next() : next('route');
}

type Age = number | null;

async function readBacklog({ sql, metrics, receiver, poolSize, now }: MetricsOptions): Promise<void> {
  const at = now();
  const jobs = await sql<{ name: string; waiting: number; oldest: Age }[]>`
    select q.name, count(j.id)::integer as waiting,
           extract(epoch from now() - min(greatest(j.created_on, j.start_after)) filter (where j.start_after <= now()))::float8 as oldest
    from pgboss.queue q left join pgboss.job j on j.name = q.name and j.state < 'active' and not j.blocked group by q.name`;
  const [oldest] = await sql<{ unplaced: Age; unforwarded: Age; unreadable: number }[]>`
    select extract(epoch from ${at}::timestamptz - (select min(received_at) from inbound where state = 'received'))::float8 as unplaced,
      extract(epoch from ${at}::timestamptz - (
        select min(m.received_at) from effects e join messages m on m.id = e.message_id
        where e.kind = 'forward' and e.state in ('pending', 'sending')))::float8 as unforwarded,
      (select count(*) from inbound where state = 'failed')::integer as unreadable`;
  const forAPerson = await sql<{ state: string; kind: string; count: number }[]>`
    select state, kind, count(*)::integer as count from effects
    where state in ('needs_attention', 'unknown', 'held') group by state, kind`;
  const portals = await sql<{ state: string; count: number; behind: Age }[]>`
    select case when paused_at is not null then 'paused' when stopped_until > ${at} then 'stopped' else state end as state,
           count(*)::integer as count, extract(epoch from max(budget_at) - now())::float8 as behind
    from portals group by 1`;
  const connections = await sql<{ state: string; count: number }[]>`
    select coalesce(state, 'unknown') as state, count(*)::integer as count from pg_stat_activity
    where application_name = current_setting('application_name') and datname = current_database() group by 1`;

  const { backlog } = metrics;
  for (const gauge of [
    backlog.waiting,
    backlog.oldestWaiting,
    backlog.forAPerson,
    backlog.portals,
    backlog.connections,
  ])
    gauge.reset();
  for (const { name, waiting, oldest: age } of jobs) {
    backlog.waiting.set({ queue: name }, waiting);
    backlog.oldestWaiting.set({ queue: name }, Math.max(age ?? 0, 0));
  }
  backlog.oldestUnforwarded.set(Math.max(oldest?.unplaced ?? 0, oldest?.unforwarded ?? 0, 0));
  backlog.unreadable.set(oldest?.unreadable ?? 0);
  for (const { count, ...labels } of forAPerson) backlog.forAPerson.set(labels, count);
  for (const { state, count } of portals) backlog.portals.set({ state }, count);
  backlog.budgetBehind.set(Math.max(0, ...portals.map(({ behind }) => behind ?? 0)));
  for (const { state, count } of connections) backlog.connections.set({ state }, count);
  backlog.poolSize.set(poolSize);
  backlog.placesTaken.set(receiver?.places.taken ?? 0);
  backlog.places.set(receiver?.places.all ?? 0);
}
