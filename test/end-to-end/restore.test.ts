import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { restoreCommand } from '../../lib/cli/admin/restore.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../sandbox/index.ts';
import { answerAsCustomer, type Sent, sendOutreach } from '../sandbox/play/play.ts';
import { until } from '../sandbox/play/until.ts';
import { serverDatabase } from '../support/database.ts';
import { onDatabase } from '../support/prepare-database.ts';

/*
 * The drill of docs/operate.md: a backup is taken while mail comes and goes, the database is lost, the backup is restored,
 * and an answer to an address that was given out before finds its conversation. Without the keys it does not.
 */

const run = promisify(execFile);
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'restore-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const open = (options: Partial<SandboxOptions> = {}) =>
  startSandbox({ dataDir, log: pino({ level: 'silent' }), page: false, ...options });

async function placed(sandbox: Sandbox, sent: Sent): Promise<string> {
  const before = new Date(sandbox.clock.now().getTime() - 1);
  await answerAsCustomer(sandbox, sent);
  return until(async () => {
    const [row] = await sandbox.app.context.sql<{ outcome: string }[]>`
      select outcome from inbound where received_at > ${before} and outcome is not null`;
    return row?.outcome ?? null;
  }, 'the answer is placed');
}

test('the embedded database is backed up while it runs, lost, restored, and answers find their conversation', async () => {
  const first = await open();
  const sent = await sendOutreach(first);
  await first.app.database.backup!(join(dataDir, 'backup'));
  await sendOutreach(first);
  await first.close();
  await rm(join(dataDir, 'database'), { recursive: true });

  const place = { dataDir, cwd: dataDir };
  if (!('withoutDatabase' in restoreCommand)) throw new Error('restore opens a database');
  await restoreCommand.withoutDatabase(place, { args: ['backup'], options: {} });
  const second = await open();
  expect(await second.app.context.sql`select id from messages where kind = 'sent'`).toHaveLength(1);
  expect(await placed(second, sent)).toBe('reply');
  await second.close();
}, 120_000);

test.skipIf(!process.env.DATABASE_URL)(
  'PostgreSQL is dumped while it runs and restored by pg_restore; without SIGNING_KEY no address is known',
  async () => {
    const [databaseUrl, restored] = [(await serverDatabase())!, (await serverDatabase())!];
    const first = await open({ databaseUrl });
    const sent = await sendOutreach(first);
    const file = join(dataDir, 'backup.dump');
    await run('pg_dump', ['--format=custom', '--file', file, databaseUrl]);
    await first.close();
    await onDatabase(restored, 'drop schema pgboss cascade; drop schema public cascade; create schema public');
    await run('pg_restore', ['--no-owner', '--exit-on-error', '--dbname', restored, file]);

    const second = await open({ databaseUrl: restored });
    expect(await placed(second, sent)).toBe('reply');
    await second.close();
    const otherKey = Buffer.alloc(32, 'another key').toString('base64');
    const third = await open({ databaseUrl: restored, settings: { SIGNING_KEY: otherKey } });
    expect(await placed(third, sent)).toBe('unknown_token');
    await third.close();
  },
  120_000,
);
