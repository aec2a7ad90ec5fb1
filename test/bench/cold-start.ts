import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../sandbox/free-port.ts';
import { onDatabase } from '../support/prepare-database.ts';
import { productionSettings } from '../support/production-settings.ts';
import { cpuMs } from './process-time.ts';
import { atMost, type Row } from './row.ts';

const SERVER = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const STARTS = 5;
const CACHE = join(import.meta.dirname, '../../lib/cli/compile-cache.js');
const ROOT = join(import.meta.dirname, '../..');

type Started = { ms: number; cpu: number };

/** From the start of the process to "is running", as `npm start` starts it, beside Node that does nothing. */
export async function benchColdStart(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-start-'));
  const name = `bench_start_${process.pid}`;
  await onDatabase(SERVER, `create database ${name}`);
  const url = Object.assign(new URL(SERVER), { pathname: `/${name}` }).href;
  try {
    const bare = [];
    for (let n = 0; n < STARTS; n++) bare.push(await nothing());
    const table: Record<string, Record<string, number>> = { 'Node that does nothing': { 'p50 ms': middle(bare) } };
    const houses = {
      'web on PostgreSQL': { ROLE: 'web', DATA_DIR: folder, DATABASE_URL: url },
      'web and worker in one on PostgreSQL': { ROLE: 'all', DATA_DIR: folder, DATABASE_URL: url },
      'embedded database': { ROLE: 'all', DATA_DIR: folder },
    };
    for (const [house, variables] of Object.entries(houses)) {
      const [first, ...then] = await starts(STARTS + 1, variables);
      table[house] = {
        'first ms': Math.round(first!.ms),
        'p50 ms': middle(then.map(({ ms }) => ms)),
        'CPU ms': middle(then.map(({ cpu }) => cpu)),
      };
    }
    console.log('\nCold start; the first one makes the tables, and keeps what Node compiles');
    console.table(table);
    const p50 = (house: keyof typeof houses) => table[house]!['p50 ms']!;
    return [
      atMost('cold start, PostgreSQL, ms', `Node’s own ${middle(bare)}`, 1_000, p50('web on PostgreSQL')),
      atMost('cold start, embedded, ms', `Node’s own ${middle(bare)}`, 3_000, p50('embedded database')),
      atMost('first cold start, embedded, ms', '', 5_000, table['embedded database']!['first ms']!),
    ];
  } finally {
    await onDatabase(SERVER, `drop database ${name} with (force)`);
    await rm(folder, { recursive: true, force: true });
  }
}

async function starts(count: number, variables: Record<string, string>): Promise<Started[]> {
  const started = [];
  for (let n = 0; n < count; n++) started.push(await start(variables));
  return started;
}

async function start(variables: Record<string, string>): Promise<Started> {
  const env = { PATH: process.env.PATH, ...productionSettings(), ...variables, PORT: String(await freePort()) };
  const begun = performance.now();
  const child = spawn(process.execPath, ['--import', CACHE, 'server.ts'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  while (!said.includes('Reply Tracking is running')) {
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    said += chunk.toString();
  }
  const result = { ms: performance.now() - begun, cpu: cpuMs(child.pid!) };
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
  return result;
}

async function nothing(): Promise<number> {
  const begun = performance.now();
  await once(spawn(process.execPath, ['-e', '0']), 'exit');
  return performance.now() - begun;
}

const middle = (values: number[]) => Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!);
