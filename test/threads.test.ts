import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createThreads } from '../lib/threads.ts';

type Named = { spin(ms: number): number; fail(): never; fill(): never; size(bytes: Uint8Array): number };

const file = pathToFileURL(join(tmpdir(), `threads-${process.pid}.ts`));
const threads = createThreads({ size: 2, timeLimitMs: 1_000 });
const run = <Name extends keyof Named>(name: Name, input: Parameters<Named[Name]>[0], transfer?: ArrayBuffer[]) =>
  threads.run<Named, Name>({ file, name }, input as never, transfer);

beforeAll(() =>
  writeFile(
    file,
    `export const spin = (ms: number) => { const end = Date.now() + ms; while (Date.now() < end); return ms; };
     export const fail = () => { throw new TypeError('its own'); };
     export const fill = () => { const all: number[][] = []; for (;;) all.push(new Array(1e6).fill(1.5)); };
     export const size = (bytes: Uint8Array) => bytes.length;`,
  ),
);
afterAll(() => threads.close());

test('a runaway is ended and the next task runs', async () => {
  await expect(run('spin', 60_000)).rejects.toThrow('spin was ended: it took longer than 1000 ms.');
  expect(await run('spin', 1)).toBe(1);
});

test('a task that fills its memory ends its thread, not the process', async () => {
  await expect(run('fill', undefined as never)).rejects.toThrow(/fill was ended/);
  expect(await run('spin', 1)).toBe(1);
});

test('an error of the task is its own', async () => {
  await expect(run('fail', undefined as never)).rejects.toThrow('its own');
});

test('waiting for a thread does not count', async () => {
  expect(await Promise.all(Array.from({ length: 6 }, () => run('spin', 450)))).toEqual(Array(6).fill(450));
});

test('a buffer can be handed over', async () => {
  const bytes = new Uint8Array(1_000);
  expect(await run('size', bytes, [bytes.buffer])).toBe(1_000);
  expect(bytes.length).toBe(0);
});

test('closed threads take nothing', async () => {
  const closed = createThreads({ size: 1, timeLimitMs: 400 });
  await closed.close();
  await expect(closed.run<Named, 'spin'>({ file, name: 'spin' }, 1)).rejects.toThrow('the process stops');
});
