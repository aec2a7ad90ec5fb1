import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { registerEventTypes } from '../hubspot/support.ts';
import { until } from '../sandbox/play/until.ts';
import { onDatabase } from '../support/prepare-database.ts';
import { productProcesses } from '../support/product-processes.ts';
import { killEmbedded } from './embedded.ts';
import { ANYWHERE, broken } from './invariants.ts';
import { arm, POINTS, type Point } from './points.ts';
import { prepare, quiet } from './round.ts';

/**
 * `npm run test:crash`: web and worker as processes of their own on PostgreSQL (DATABASE_URL), killed at each named point,
 * three times each, and at random moments, and one process on the embedded database at random moments; prints what holds after
 * each. `-- --times 1 --random 20 --embedded 0` for less of it, `-- --short`: a fifth of the points once.
 */
const { values: given } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    times: { type: 'string', default: '3' },
    random: { type: 'string', default: '80' },
    embedded: { type: 'string', default: '30' },
  },
});
const server = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const [TIMES, RANDOM, EMBEDDED] = given.short
  ? [1, 2, 1]
  : [Number(given.times), Number(given.random), Number(given.embedded)];
const points = given.short ? POINTS.filter((_, n) => n % 5 === 0) : POINTS;

const name = `crash_${process.pid}`;
await onDatabase(server, `create database ${name}`);
const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
const sql = postgres(url, { max: 4, onnotice: () => {}, types: { bigint: postgres.BigInt } }) as never as Parameters<
  typeof arm
>[0];
const product = await productProcesses(['web', 'worker'], url);
registerEventTypes(product.hubspot);
const seconds: number[] = [];
let failures = 0;
try {
  for (const point of points) for (let time = 0; time < TIMES; time++) await at(point);
  for (let n = 0; n < RANDOM; n++) await at(null);
} finally {
  await product.close();
  await sql.end();
  await onDatabase(server, `drop database ${name} with (force)`);
}
console.log(`${seconds.length} kills on PostgreSQL: ${summary(seconds)}`);
const embedded = await killEmbedded(EMBEDDED, report);
if (EMBEDDED > 0) console.log(`${EMBEDDED} kills on the embedded database: ${summary(embedded)}`);
console.log(`${failures} with something broken`);
process.exitCode = failures === 0 ? 0 : 1;

function summary(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
  return `recovered within ${p95.toFixed(1)} s (p95), ${(sorted.at(-1) ?? Number.NaN).toFixed(1)} s at most`;
}
/** One round: mail flows, the power goes at the point or at any moment, the product comes back, and everything is looked at. */
async function at(point: Point | null): Promise<void> {
  const round = await prepare(product, () => quiet(sql));
  const armed = point ? await arm(sql, point) : null;
  const flow = round.flow();
  if (armed) await until(async () => (await armed.isReached()) || null, point!.name, 60);
  else await new Promise((resolve) => setTimeout(resolve, Math.random() * 3_000));
  await product.kill();
  await armed?.disarm();
  await product.begin();
  const begun = performance.now();
  await flow;
  await quiet(sql);
  seconds.push((performance.now() - begun) / 1000);
  const found = await broken(sql, product, round, point ?? ANYWHERE);
  report(point?.name ?? 'at random', seconds.at(-1)!, found);
  // What a person would be asked about ends with its round.
  await sql`update effects set state = 'cancelled' where state = 'unknown'`;
}

function report(name: string, took: number, found: string[]): void {
  if (found.length > 0) failures++;
  const mark = found.length === 0 ? 'holds ' : 'BROKEN';
  console.log(`${mark} ${took.toFixed(1).padStart(6)} s  ${name}${found.map((one) => `\n         ${one}`).join('')}`);
}
