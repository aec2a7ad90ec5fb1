import { readFileSync } from 'node:fs';
import { freePort } from '../sandbox/free-port.ts';
import { everySecond, type LoadStage, loadStage, percentile } from './stage.ts';

const CONTACTS = 500;
const SAMPLE_MS = 15_000;
/** Of the last third beside the middle one; the first warms up. */
const GROWTH = 1.1;
const FORWARD_MS = 2_000;
const METRICS =
  /^reply_tracking_(steps_total|step_seconds_(?:sum|count)|failures_total|hubspot_requests_total|oldest_)/;

type Sample = { web: number; worker: number; lockWaitMs: number };

/** Replies at a steady rate for so long. True where nothing grew, nothing was refused, nothing died and nothing waited. */
export async function soak(minutes: number, aSecond: number): Promise<boolean> {
  const ports = { web: await freePort(), worker: await freePort(), all: 0 };
  await using stage = await loadStage(CONTACTS, (role) => ({ METRICS_PORT: String(ports[role]) }));
  await everySecond(aSecond, 15, (n) => stage.post(n % CONTACTS));
  const from = new Date();
  const samples: Sample[] = [];
  const timer = setInterval(() => void sample(stage).then((one) => samples.push(one)), SAMPLE_MS);
  let refused = 0;
  await everySecond(aSecond, minutes * 60, async (n) => {
    refused += await stage.post(n % CONTACTS);
  });
  clearInterval(timer);
  const forwarded = await stage.forwarded(from);
  const dead = await count(stage, `select count(*)::integer as n from pgboss.job where state = 'failed'`);
  const open = await count(
    stage,
    `select count(*)::integer as n from effects where state in ('needs_attention', 'unknown')`,
  );
  const growth = { web: grown(samples, 'web'), worker: grown(samples, 'worker') };
  const longestLock = Math.max(0, ...samples.map(({ lockWaitMs }) => lockWaitMs));
  console.table({
    'replies a second': { value: aSecond },
    'replies forwarded': { value: forwarded.length },
    'forward p50, ms': { value: percentile(forwarded, 0.5) },
    'forward p95, ms': { value: percentile(forwarded, 0.95) },
    'put off with 503': { value: refused },
    'dead jobs': { value: dead },
    'effects for a person': { value: open },
    'longest lock wait seen, ms': { value: Math.round(longestLock) },
    'web, MB (last third / middle third)': { value: `${growth.web.mb} (${growth.web.ratio.toFixed(2)})` },
    'worker, MB (last third / middle third)': { value: `${growth.worker.mb} (${growth.worker.ratio.toFixed(2)})` },
  });
  for (const port of [ports.web, ports.worker]) await printMetrics(port);
  return (
    percentile(forwarded, 0.95) < FORWARD_MS &&
    refused === 0 &&
    dead === 0 &&
    longestLock < 1_000 &&
    growth.web.ratio <= GROWTH &&
    growth.worker.ratio <= GROWTH
  );
}

async function count({ sql }: LoadStage, statement: string): Promise<number> {
  const [row] = await sql.unsafe<{ n: number }[]>(statement);
  return row!.n;
}

async function sample({ product, sql }: LoadStage): Promise<Sample> {
  const [row] = await sql<{ ms: number }[]>`
    select coalesce(max(extract(epoch from now() - query_start)) * 1000, 0)::float8 as ms
    from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  const memory = (role: string) => residentMb(product.processes.find((each) => each.role === role)!.child.pid!);
  return { web: memory('web'), worker: memory('worker'), lockWaitMs: row!.ms };
}

/** Memory of a process, MB (proc(5)). */
function residentMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
}

function grown(samples: Sample[], role: 'web' | 'worker'): { mb: number; ratio: number } {
  const third = Math.floor(samples.length / 3);
  const mean = (part: Sample[]) => part.reduce((sum, one) => sum + one[role], 0) / part.length;
  const [middle, last] = [mean(samples.slice(third, 2 * third)), mean(samples.slice(-third))];
  return { mb: Math.round(last), ratio: last / middle };
}

/** What an operator's dashboard is made of, as it stands at the end. */
async function printMetrics(port: number): Promise<void> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  console.log(
    text
      .split('\n')
      .filter((line) => METRICS.test(line))
      .join('\n'),
  );
}
