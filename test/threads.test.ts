import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createThreads } from '../lib/threads.ts';

type Named = {
  spin(ms: number): number;
  compute(ms: number): number;
  sleep(ms: number): number;
  fail(): never;
  fill(): never;
  size(bytes: Uint8Array): number;
};

const file = pathToFileURL(join(tmpdir(), `threads-${process.pid}.ts`));
const threads = createThreads({ size: 2, timeLimitMs: 1_000 });
const run = <Name extends keyof Named>(name: Name, input: Parameters<Named[Name]>[0], transfer?: ArrayBuffer[]) =>
  threads.run<Named, Name>({ file, name }, input as never, transfer);

beforeAll(() =>
  writeFile(
    file,
    `export const spin = (ms: number) => { const end = Date.now() + ms; while (Date.now() < end); return ms; };
     const worked = (from) => { const { user, system } = process.threadCpuUsage(from); return (user + system) / 1000; };
     export const compute = (ms: number) => { const from = process.threadCpuUsage(); while (worked(from) < ms); return ms; };
     export const sleep = (ms: number) => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms); return ms; };
     export const fail = () => { throw new TypeError('its own'); };
     export const fill = () => { const all: number[][] = []; for (;;) all.push(new Array(1e6).fill(1.5)); };
     export const size = (bytes: Uint8Array) => bytes.length;`,
  ),
);
afterAll(() => threads.close());

test('a runaway is ended and the next task runs', async () => {
  await expect(run('spin', 60_000)).rejects.toThrow('spin was ended: it computed longer than 1000 ms.');
  expect(await run('spin', 1)).toBe(1);
});

test('a loop that leaves the thread no breath is ended too', async () => {
  const backtracking = createThreads({ size: 1, timeLimitMs: 300 });
  const { href } = pathToFileURL(join(tmpdir(), `threads-${process.pid}-regex.ts`));
  await writeFile(new URL(href), `export const match = (text: string) => /^(a+)+$/.test(text);`);
  const match = backtracking.run<{ match(text: string): boolean }, 'match'>(
    { file: new URL(href), name: 'match' },
    `${'a'.repeat(60)}b`,
  );
  await expect(match).rejects.toThrow('match was ended: it computed longer than 300 ms.');
  await backtracking.close();
});

test('what a thread waits for a processor is not held against its task', async () => {
  const patient = createThreads({ size: 5, timeLimitMs: 700 });
  const work = (name: 'compute' | 'sleep', ms: number) => patient.run<Named, typeof name>({ file, name }, ms);
  // One sleeps beyond the limit; more compute than there are processors, each below its limit and together far above.
  const start = performance.now();
  expect(await work('sleep', 1_500)).toBe(1_500);
  expect(await Promise.all(Array.from({ length: 5 }, () => work('compute', 450)))).toEqual(Array(5).fill(450));
  expect(performance.now() - start).toBeGreaterThan(1_500);
  await patient.close();
});

test('who computes a little in each of many tasks is not ended for their sum', async () => {
  const one = createThreads({ size: 1, timeLimitMs: 600 });
  for (let n = 0; n < 4; n += 1) expect(await one.run<Named, 'compute'>({ file, name: 'compute' }, 300)).toBe(300);
  await one.close();
});

test('a thread that only sleeps is ended after ten times as long', async () => {
  const one = createThreads({ size: 1, timeLimitMs: 100 });
  await one.run<Named, 'spin'>({ file, name: 'spin' }, 1).catch(() => {});
  await expect(one.run<Named, 'sleep'>({ file, name: 'sleep' }, 60_000)).rejects.toThrow('it took longer than 1000 ms');
  await one.close();
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
