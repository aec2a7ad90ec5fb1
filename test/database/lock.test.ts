import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DatabaseInUseError, lockFolder } from '../../lib/database/lock.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterAll(() => rm(folder, { recursive: true }));

const taking = (dataDir: string) => `
  import { lockFolder } from ${JSON.stringify(new URL('../../lib/database/lock.ts', import.meta.url).href)};
  await lockFolder(${JSON.stringify(dataDir)});`;
const MODULE = ['--input-type=module', '-e'];

test('a folder is taken once, and free again after its release', async () => {
  const dataDir = join(folder, 'taken');
  const first = await lockFolder(dataDir);
  await expect(lockFolder(dataDir)).rejects.toThrow(DatabaseInUseError);
  await first.release();
  await (await lockFolder(dataDir)).release();
});

test('the lock of a process that was killed holds nobody back', async () => {
  const dataDir = join(folder, 'killed');
  const script = `${taking(dataDir)} process.kill(process.pid, 'SIGKILL');`;
  const killed = spawnSync(process.execPath, [...MODULE, script], { encoding: 'utf8' });
  expect(killed.signal, killed.stderr).toBe('SIGKILL');
  await (await lockFolder(dataDir)).release();
});

test('of processes that start at the same moment one gets it', async () => {
  for (let round = 0; round < 4; round++) {
    const dataDir = join(folder, `at-once-${round}`);
    const at = Date.now() + 400;
    const script = `while (Date.now() < ${at}); ${taking(dataDir)} console.log('taken'); setInterval(() => {}, 1000);`;
    const processes = [1, 2, 3].map(() => spawn(process.execPath, [...MODULE, script]));
    const said = processes.map((one) => text(one.stdout));
    // Whoever has it keeps it until the others have given up.
    let given = 0;
    await new Promise<void>((resolve) => {
      for (const one of processes) one.once('exit', () => void (++given === 2 && resolve()));
    });
    for (const one of processes) one.kill('SIGKILL');
    expect((await Promise.all(said)).filter((line) => line === 'taken\n')).toHaveLength(1);
  }
}, 30_000);
