import { openDatabase } from '../../lib/database/index.ts';
import type { Sql } from '../../lib/database/types.ts';
import { createCaller } from '../cards/support.ts';
import { fillHistory } from '../plans/history.ts';
import { type PlanNode, scansOf } from '../plans/plan.ts';
import { recordStatements, type Statement } from '../plans/record.ts';
import { onDatabase } from '../support/prepare-database.ts';
import { testSandbox } from '../support/sandbox.ts';
import { atMost, type Row, rounded } from './row.ts';

const SERVER = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const MESSAGES = Number(process.env.PLAN_MESSAGES ?? 2_000_000);
/** As long as a portal has people, or as what came within a minute, before it is folded. */
const SMALL = new Set([
  'rollup_deltas',
  'portals',
  'rep_addresses',
  'user_settings',
  'templates',
  'migrations',
  'forward_addresses',
]);
const RUNS = 3;
const DAY_MS = 86_400_000;

/**
 * Every read of home and its numbers with its plan, on a year of 2 million messages (or PLAN_MESSAGES) in a database of its
 * own that is dropped afterwards: milliseconds of the server, the best of three runs. Rows are those that were looked at.
 */
export async function benchHome(): Promise<Row[]> {
  const name = `bench_home_${process.pid}`;
  await onDatabase(SERVER, `create database ${name}`);
  const url = Object.assign(new URL(SERVER), { pathname: `/${name}` }).href;
  try {
    const sandbox = await testSandbox({ database: await openDatabase({ url, dataDir: '' }) });
    try {
      const { sql, keyring } = sandbox.app.context;
      const { portalId, clock } = sandbox;
      await fillHistory(sql, { portalIds: [portalId, portalId + 1], messages: MESSAGES, keyring });
      const caller = createCaller(sandbox);
      const day = (ago: number) => new Date(clock.now().getTime() - ago * DAY_MS).toISOString().slice(0, 10);
      const pages = {
        home: '/home?whose=everyone',
        ...Object.fromEntries(
          [28, 365].map((days) => [
            `numbers of ${days} days`,
            `/numbers?from=${day(days - 1)}&to=${day(0)}&whose=everyone`,
          ]),
        ),
        'list behind a number': `/numbers/list?number=replies&from=${day(364)}&to=${day(0)}&whose=everyone`,
      };
      const table: Record<string, object> = {};
      let slowest = 0;
      let scans = 0;
      for (const [page, path] of Object.entries(pages)) {
        const statements = recordStatements(sql);
        const { ok } = await caller.get(path);
        if (!ok) throw new Error(`${path} was refused`);
        const reads = [...statements].filter(([text]) => /^(select|with)/i.test(text) && !/pgboss/.test(text));
        for (const [text, statement] of reads) {
          const { ms, rows, sequential } = await measure(sql, statement);
          slowest = Math.max(slowest, ms);
          scans += sequential.length;
          table[`${page}: ${titleOf(text)}`] = { ms: rounded(ms), rows, plan: sequential.join(', ') || 'index scans' };
        }
      }
      console.log(`\nReads of home at ${MESSAGES} messages`);
      console.table(table);
      return [
        atMost('slowest read of home, ms', '', 20, slowest),
        atMost('sequential scans of tables that grow', '', 0, scans),
      ];
    } finally {
      await sandbox.close();
    }
  } finally {
    await onDatabase(SERVER, `drop database ${name} with (force)`);
  }
}

async function measure(sql: Sql, { text, parameters }: Statement) {
  const runs: { ms: number; plan: PlanNode }[] = [];
  for (let run = 0; run < RUNS; run++) {
    const [row] = await sql.unsafe<{ 'QUERY PLAN': { Plan: PlanNode; 'Execution Time': number }[] }[]>(
      `explain (analyze, format json) ${text}`,
      parameters as never,
    );
    const [{ Plan: plan, 'Execution Time': ms }] = row!['QUERY PLAN'] as [{ Plan: PlanNode; 'Execution Time': number }];
    runs.push({ ms, plan });
  }
  const best = runs.sort((a, b) => a.ms - b.ms)[0]!;
  const scans = scansOf(best.plan);
  return {
    ms: best.ms,
    rows: scans.reduce((sum, scan) => sum + scan.rows, 0),
    sequential: scans
      .filter(({ table, by, rows }) => by === 'Seq Scan' && rows > 0 && !SMALL.has(table))
      .map(({ table, rows }) => `${table}: ${rows} rows by Seq Scan`),
  };
}

/** What a statement reads first, and what it is grouped or ordered by. */
function titleOf(text: string): string {
  const tables = [...text.matchAll(/\b(?:from|join) ([a-z_]{4,})/g)].map(([, table]) => table);
  const split = /split = \$\d+/.test(text) ? ` by ${/group by ([a-z, ]+)$/.exec(text)?.[1] ?? 'nothing'}` : '';
  return `${[...new Set(tables)].slice(0, 3).join(', ')}${split} (${text.length})`;
}
