import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSpool } from '../../webhooks/spool.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spool-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A mail as a killed process left it. */
async function left(name: string) {
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, 'body'), 'From: max@acme.example');
}

test('what killed processes left is gone when the next one starts; what a running one has stays', async () => {
  // The number of a process that cannot be: Linux goes up to 4,194,304.
  await left('post-4999999-abc');
  await left(`post-${process.pid}-def`);
  await left('post-old');
  await left(`post-${process.ppid}-ghi`);
  await left('something-else');
  const { file, remove } = await openSpool(folder).newFile();
  const kept = (await readdir(folder)).filter((name) => !file.includes(name));
  expect(kept.sort()).toEqual([`post-${process.ppid}-ghi`, 'something-else']);
  await remove();
  expect(existsSync(file)).toBe(false);
});

test('nobody else on the machine reads a mail that arrives', async () => {
  const spool = openSpool(join(folder, 'new'));
  const { file } = await spool.newFile();
  const mode = async (path: string) => (await stat(path)).mode & 0o777;
  expect([await mode(join(folder, 'new')), await mode(join(file, '..'))]).toEqual([0o700, 0o700]);
});

test('a folder that cannot be used is the caller’s to hear of', async () => {
  await writeFile(join(folder, 'file'), '');
  await expect(openSpool(join(folder, 'file', 'spool')).newFile()).rejects.toThrow();
});
