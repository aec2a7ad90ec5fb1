import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { productionSettings } from '../support/production-settings.ts';

const run = promisify(execFile);

let folder: string;
let env: NodeJS.ProcessEnv;
const children: ReturnType<typeof spawn>[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-'));
  env = {
    PATH: process.env.PATH,
    DATA_DIR: join(folder, 'data'),
    PORT: '0',
    ...productionSettings(),
  };
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** `npm run admin` with an exit code instead of an error. */
const admin = (...argv: string[]) =>
  run(process.execPath, ['lib/cli/admin.ts', ...argv], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );

async function startServer() {
  const child = spawn(process.execPath, ['server.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout!.on('data', (chunk: Buffer) => chunk.includes('is running') && resolve());
  });
  return async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  };
}

// Ten processes one after the other, each of which takes 15 s on a machine that is eight times overloaded.
test('the embedded database is operated and backed up while it runs, and restored after it was stopped', async () => {
  const stop = await startServer();
  expect(await admin('portals')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('No account has installed'),
  });
  expect(await admin('portals', 'show', '5')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('not installed'),
  });
  expect(await admin('backup', join(folder, 'copy'))).toMatchObject({ code: 0, stderr: '' });
  expect(await admin('backup', join(folder, 'copy'))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('is there already'),
  });
  expect(await admin('restore', join(folder, 'copy'))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('in use by another process'),
  });
  await stop();
  expect(await admin('restore', join(folder, 'copy'))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--replace'),
  });
  expect(await admin('restore', join(folder, 'copy'), '--replace')).toMatchObject({ code: 0, stderr: '' });
  const stopAgain = await startServer();
  expect(await admin('jobs')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^place\t/m) });
  await stopAgain();
}, 300_000);
