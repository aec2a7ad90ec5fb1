import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import type { Sql } from '../../lib/database/types.ts';
import { broken } from '../crash/invariants.ts';
import { prepare, quiet } from '../crash/round.ts';
import { registerEventTypes } from '../hubspot/support.ts';
import { freePort } from '../sandbox/free-port.ts';
import { cuttable } from '../support/cuttable.ts';
import { onDatabase } from '../support/prepare-database.ts';
import { productProcesses } from '../support/product-processes.ts';
import { CASES, type Case, type House } from './cases.ts';
import { createCluster } from './cluster.ts';

/**
 * `npm run test:outages`: web and worker as processes of their own, and a PostgreSQL server of our own; each trouble comes
 * while mail flows, and afterwards everything is looked at. `-- --only TEXT`: the cases whose name has it; `--short`: each once.
 */
const { values: given } = parseArgs({
  options: { only: { type: 'string', default: '' }, short: { type: 'boolean', default: false } },
});
const cases = CASES.filter(({ name }) => name.includes(given.only));
const cluster = createCluster(await freePort());
await onDatabase(`postgres://postgres@127.0.0.1:${cluster.port}/postgres`, 'create database outages');
const url = `postgres://postgres@127.0.0.1:${cluster.port}/outages`;
const relay = await cuttable(url);
const folder = mkdtempSync(join(tmpdir(), 'outages-'));
const shiftFile = join(folder, 'clock-shift');
const setClock = (shiftMs: number) => writeFileSync(shiftFile, String(shiftMs));
setClock(0);
const product = await productProcesses(['web', 'worker'], relay.url, {
  preload: join(import.meta.dirname, 'shifted-clock.ts'),
  variables: () => ({ CLOCK_SHIFT_FILE: shiftFile }),
});
registerEventTypes(product.hubspot);
const sql = postgres(url, { max: 4, onnotice: () => {}, types: { bigint: postgres.BigInt } }) as unknown as Sql;
const house: House = { product, cluster, relay, url, setClock };
let failures = 0;
try {
  for (const one of cases) await play(one);
} finally {
  await product.close();
  await sql.end();
  await relay[Symbol.asyncDispose]();
  cluster.remove();
  rmSync(folder, { recursive: true });
}
console.log(`${cases.length} kinds of outage, ${failures} with something broken`);
process.exitCode = failures === 0 ? 0 : 1;

async function play({ name, trouble, after, leeway = {}, rounds = 1 }: Case): Promise<void> {
  const found: string[] = [];
  let [slowest, longest] = [0, 0];
  for (let n = 0; n < (given.short ? 1 : rounds); n++) {
    const round = await prepare(product, () => quiet(sql));
    const flow = round.flow();
    await trouble(house).catch((error: unknown) => found.push(String(error)));
    const over = performance.now();
    slowest = Math.max(slowest, await round.next());
    await flow;
    await quiet(sql);
    longest = Math.max(longest, performance.now() - over);
    found.push(...(await broken(sql, product, round, leeway)));
    // What a person would be asked about ends with its round.
    await sql`update effects set state = 'cancelled' where state = 'unknown'`;
    await after?.(house);
    noneEnded();
  }
  if (found.length > 0) failures++;
  const times = `next mail forwarded after ${seconds(slowest)}, all done after ${seconds(longest)}`;
  console.log(
    `${found.length === 0 ? 'holds ' : 'BROKEN'} ${name}: ${times}${found.map((one) => `\n         ${one}`).join('')}`,
  );
}

function noneEnded(): void {
  const gone = product.processes.filter(({ child }) => child.exitCode !== null || child.signalCode !== null);
  if (gone.length > 0) throw new Error(`${gone.map(({ role }) => role).join(' and ')} ended by themselves.`);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
