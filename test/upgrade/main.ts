import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import type { Sql } from '../../lib/database/types.ts';
import { broken } from '../crash/invariants.ts';
import { prepare, quiet } from '../crash/round.ts';
import { registerEventTypes } from '../hubspot/support.ts';
import { onDatabase } from '../support/prepare-database.ts';
import { productProcesses } from '../support/product-processes.ts';
import { productionSettings } from '../support/production-settings.ts';

/**
 * `npm run test:upgrade`: the release before and this one on one database, as while an operator replaces processes one by one;
 * mail flows in each state, and the invariants of `test:crash` are looked at. `-- --from COMMIT`: the release before; where
 * nothing is said, the commit before the newest migration.
 */
const ROOT = join(import.meta.dirname, '../..');
const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
const { values } = parseArgs({ options: { from: { type: 'string' } } });
const from = values.from ?? `${git('log', '-1', '--format=%h', '--', 'lib/database/migrations')}~1`;

const before = mkdtempSync(join(tmpdir(), 'release-before-'));
execFileSync('tar', ['-x', '-C', before], {
  input: execFileSync('git', ['archive', from], { cwd: ROOT, maxBuffer: 1e9 }),
});
symlinkSync(join(ROOT, 'node_modules'), join(before, 'node_modules'));
const server = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const name = `upgrade_${process.pid}`;
await onDatabase(server, `create database ${name}`);
const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
const product = await productProcesses(['web', 'worker'], url, { root: before });
registerEventTypes(product.hubspot);
const sql = postgres(url, { max: 4, onnotice: () => {}, types: { bigint: postgres.BigInt } }) as unknown as Sql;
let failures = 0;
try {
  await played(`the release before (${git('log', '-1', '--format=%h %s', from)})`);
  const old = [...product.processes];
  product.launch('worker', ROOT);
  await migrated();
  await played('its web and worker, beside a worker of this release on the new schema');
  for (const { child } of old) await ended(child);
  product.processes.splice(0, old.length);
  await product.begin(ROOT);
  await played('this release alone');
  await refused();
} finally {
  await product.close();
  await sql.end();
  await onDatabase(server, `drop database ${name} with (force)`);
  rmSync(before, { recursive: true });
}
process.exitCode = failures === 0 ? 0 : 1;

async function played(state: string): Promise<void> {
  const round = await prepare(product, () => quiet(sql));
  await round.flow();
  await quiet(sql);
  say(state, await broken(sql, product, round, {}));
}

/** An older release meets the newer schema: it ends with a sentence that says what to start. */
async function refused(): Promise<void> {
  const env = { ...process.env, ...productionSettings(), PORT: '0', DATABASE_URL: url, DATA_DIR: before };
  const child = spawn(process.execPath, ['server.ts'], { cwd: before, env });
  const said = (await Promise.all([text(child.stdout), text(child.stderr)])).join('');
  const isSaid = /has migration \S+, which this release does not know\. Start the release that made it/.test(said);
  say('the release before, started on the new schema, says why it ends', isSaid ? [] : [said.slice(-500)]);
}

async function migrated(): Promise<void> {
  const newest = git('ls-files', 'lib/database/migrations').split('\n').at(-1)!.split('/').at(-1)!;
  for (;;) {
    const [row] = await sql`select 1 from migrations where name = ${newest}`;
    if (row) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

function say(state: string, found: string[]): void {
  if (found.length > 0) failures++;
  console.log(
    `${found.length === 0 ? 'holds ' : 'BROKEN'} ${state}${found.map((one) => `\n         ${one}`).join('')}`,
  );
}
