import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRoom } from '../../lib/jobs/room.ts';

const MB = 1_000_000;

/** Work that ends when it is told to. */
function held() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { work: () => promise, end: resolve };
}

test('big works take turns, in the order in which they came', async () => {
  const room = createRoom(40 * MB);
  const order: string[] = [];
  const first = held();
  const works = [
    room(30 * MB, async () => {
      order.push('first');
      await first.work();
    }),
    room(20 * MB, async () => void order.push('second')),
    room(5 * MB, async () => void order.push('third')),
  ];
  await turn();
  expect(order).toEqual(['first']);
  first.end();
  await Promise.all(works);
  expect(order).toEqual(['first', 'second', 'third']);
});

test('what is small does not wait, and what is bigger than all has the room for itself', async () => {
  const room = createRoom(40 * MB);
  const giant = held();
  const done = room(100 * MB, giant.work);
  expect(await room(10_000, async () => 'small')).toBe('small');
  let second = false;
  const next = room(2 * MB, async () => {
    second = true;
  });
  await turn();
  expect(second).toBe(false);
  giant.end();
  await Promise.all([done, next]);
  expect(second).toBe(true);
});

test('work that fails gives its room back', async () => {
  const room = createRoom(10 * MB);
  await expect(room(10 * MB, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await room(10 * MB, async () => 'next')).toBe('next');
});
