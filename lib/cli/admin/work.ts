import { type Command, dateOf, LISTED, portalOf } from './command.ts';

const COST_DAYS = 30;

/** What is going on: jobs, and what the AI costs. */
export const workCommands: Command[] = [
  {
    path: 'jobs list',
    isDefault: true,
    says: 'what each step has waiting and running, and what failed within the hour',
    async does({ sql }) {
      const rows = await sql<
        { name: string; waiting: number; running: number; failed: number; oldest: Date | null; next: Date | null }[]
      >`
        select q.name, count(*) filter (where j.state < 'active')::integer as waiting,
               count(*) filter (where j.state = 'active')::integer as running,
               count(*) filter (where j.state = 'failed')::integer as failed,
               min(j.created_on) filter (where j.state < 'active') as oldest,
               min(j.start_after) filter (where j.state < 'active') as next
        from pgboss.queue q left join pgboss.job j on j.name = q.name and j.state in ('created', 'retry', 'active', 'failed')
        group by q.name order by q.name`;
      return { rows: [...rows], none: 'There are no queues yet: start the server once.' };
    },
  },
  {
    path: 'jobs failed',
    says: 'jobs that failed for good within the hour, with the error’s name and place',
    async does({ sql }) {
      const rows = await sql<{ job: string; name: string; ids: object; error: object; at: Date }[]>`
        select id as job, name, completed_on as at, data as ids, output->'err' as error
        from pgboss.job where state = 'failed' and name <> 'hubspot-events' order by completed_on desc limit ${LISTED}`;
      return {
        rows: rows.map(({ ids, error, ...row }) => ({
          ...row,
          ids: JSON.stringify(ids),
          error: JSON.stringify(error),
        })),
        none: 'No job has failed for good.',
      };
    },
  },
  {
    path: 'ai cost',
    isDefault: true,
    says: `replies, tokens and cost a day and analyst, of the last ${COST_DAYS} days`,
    options: [
      ['--portal <id>', 'of this account'],
      ['--since <date>', 'from this day on'],
    ],
    async does({ sql, now }, { options }) {
      const portalId = portalOf(options);
      const since = dateOf(options.since, '--since') ?? new Date(now().getTime() - COST_DAYS * 86_400_000);
      const rows = await sql<
        { day: string; analyst: string; replies: number; tokensIn: number; tokensOut: number; usd: string }[]
      >`
        select to_char(created_at, 'YYYY-MM-DD') as day, analyst, count(*)::integer as replies,
               coalesce(sum(tokens_in), 0)::bigint as "tokensIn", coalesce(sum(tokens_out), 0)::bigint as "tokensOut",
               coalesce(sum(cost_usd), 0)::text as usd
        from analyses
        where corrected_by is null and created_at >= ${since}
          ${portalId === undefined ? sql`` : sql`and portal_id = ${portalId}`}
        group by 1, 2 order by 1, 2`;
      return { rows: [...rows], none: 'Nothing was analyzed in this time.' };
    },
  },
];
