import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DatabaseInUseError, lockFolder } from '../../lib/database/lock.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a folder is taken once, and free again after its release', async () => {
  const dataDir = join(folder, 'taken');
  const first = await lockFolder(dataDir);
  await expect(lockFolder(dataDir)).rejects.toThrow(DatabaseInUseError);
  await first.release();
  await (await lockFolder(dataDir)).release();
});

test('the lock of a process that was killed holds nobody back', async () => {
  const dataDir = join(folder, 'killed');
  const script = `import { lockFolder } from ${JSON.stringify(new URL('../../lib/database/lock.ts', import.meta.url).href)};
    await lockFolder(${JSON.stringify(dataDir)});
    process.kill(process.pid, 'SIGKILL');`;
  const killed = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(killed.signal, killed.stderr).toBe('SIGKILL');
  await (await lockFolder(dataDir)).release();
});

test.each(['', '1 not-the-id', 'rubbish'])('a lock file that says "%s" holds nobody back', async (line) => {
  const dataDir = join(folder, 'rubbish');
  await writeFile(`${dataDir}.lock`, line);
  await (await lockFolder(dataDir)).release();
});
