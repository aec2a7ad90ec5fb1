import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inGroups } from '../lib/groups.ts';
import { TimeLimitError } from '../lib/time-limit.ts';

const soon = () => AbortSignal.timeout(10_000);

/** Groups of work that each wait for their release. */
function held(limits: { atOnce: number; most: number; mostBytes: number }) {
  const groups: { items: string[]; release: () => void }[] = [];
  const add = inGroups<string, string>(limits, (items) => {
    if (items.includes('bad')) return Promise.reject(new Error('bad'));
    const { promise, resolve } = Promise.withResolvers<string[]>();
    groups.push({ items, release: () => resolve(items.map((item) => `${item} done`)) });
    return promise;
  });
  return { groups, add };
}

test('what comes while a group is at work makes the next ones, within their limits', async () => {
  const { groups, add } = held({ atOnce: 1, most: 3, mostBytes: 10 });
  const first = add('a', { bytes: 100, deadline: soon() });
  await expect.poll(() => groups.length).toBe(1);
  const more = ['b', 'c', 'd', 'e'].map((item) => add(item, { bytes: 1, deadline: soon() }));
  more.push(...['f', 'g'].map((item) => add(item, { bytes: 6, deadline: soon() })));
  for (let n = 0; n < 4; n++) {
    await expect.poll(() => groups.length).toBe(n + 1);
    groups[n]!.release();
  }
  expect(await Promise.all([first, ...more])).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((one) => `${one} done`));
  expect(groups.map(({ items }) => items.join(''))).toEqual(['a', 'bcd', 'ef', 'g']);
});

test('a bad one fails alone, and what is late is not begun', async () => {
  const { groups, add } = held({ atOnce: 1, most: 9, mostBytes: 99 });
  const first = add('a', { bytes: 1, deadline: soon() });
  await expect.poll(() => groups.length).toBe(1);
  const late = add('late', { bytes: 1, deadline: AbortSignal.abort() });
  const good = add('b', { bytes: 1, deadline: soon() });
  const bad = add('bad', { bytes: 1, deadline: soon() });
  const other = add('c', { bytes: 1, deadline: soon() });
  const outcomes = Promise.allSettled([first, late, good, bad, other]);
  for (let n = 0; n < 3; n++) {
    await expect.poll(() => groups.length).toBe(n + 1);
    groups[n]!.release();
  }
  expect((await outcomes).map((one) => (one.status === 'fulfilled' ? one.value : one.reason.message))).toEqual([
    'a done',
    new TimeLimitError().message,
    'b done',
    'bad',
    'c done',
  ]);
  expect(groups.map(({ items }) => items.join(''))).toEqual(['a', 'b', 'c']);
});

test('a group that hangs gives its place back at its deadline', async () => {
  const { groups, add } = held({ atOnce: 1, most: 9, mostBytes: 99 });
  await expect(add('hangs', { bytes: 1, deadline: AbortSignal.timeout(50) })).rejects.toThrow(TimeLimitError);
  const next = add('next', { bytes: 1, deadline: soon() });
  await expect.poll(() => groups.length).toBe(2);
  groups[1]!.release();
  expect(await next).toBe('next done');
  await delay(0);
});
