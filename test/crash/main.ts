import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { registerEventTypes } from '../hubspot/support.ts';
import { until } from '../sandbox/play/until.ts';
import { onDatabase } from '../support/prepare-database.ts';
import { productProcesses } from '../support/product-processes.ts';
import { broken, type Leeway } from './invariants.ts';
import { arm, POINTS, type Point } from './points.ts';
import { prepare, quiet } from './round.ts';

/**
 * `npm run test:crash`: web and worker as processes of their own on PostgreSQL (DATABASE_URL), killed at each named point,
 * three times each, and at random moments; prints what holds after each. `-- --times 1 --random 20` for less of it,
 * `-- --short`: a fifth of the points once.
 */
const { values: given } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    times: { type: 'string', default: '3' },
    random: { type: 'string', default: '80' },
  },
});
const server = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const [TIMES, RANDOM] = given.short ? [1, 2] : [Number(given.times), Number(given.random)];
/** A kill at any moment may meet a request on its way. */
const ANYWHERE: Leeway = { forwardMayRepeat: true, sendMayBeUnknown: true, answerMayBeUnknown: true };
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
seconds.sort((a, b) => a - b);
const p95 = seconds[Math.ceil(seconds.length * 0.95) - 1]!;
console.log(
  `${seconds.length} kills, ${failures} with something broken; recovered within ${p95.toFixed(1)} s (p95), ${seconds.at(-1)!.toFixed(1)} s at most`,
);
process.exitCode = failures === 0 ? 0 : 1;

/** One round: mail flows, the power goes at the point or at any moment, the product comes back, and everything is looked at. */
async function at(point: Point | null): Promise<void> {
  const round = await prepare(sql, product);
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
  if (found.length > 0) failures++;
  const took = seconds.at(-1)!.toFixed(1).padStart(6);
  console.log(
    `${found.length === 0 ? 'holds ' : 'BROKEN'} ${took} s  ${point?.name ?? 'at random'}${found.map((one) => `\n         ${one}`).join('')}`,
  );
  // What a person would be asked about ends with its round.
  await sql`update effects set state = 'cancelled' where state = 'unknown'`;
}
