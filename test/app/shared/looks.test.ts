import { nextLook } from '@reply-tracking/shared/looks.ts';
import { expect, test } from 'vitest';

const minutes = (count: number) => count * 60_000;

test('work under way is looked for soon, then ever more slowly, and not for ever', () => {
  const delays = Array.from({ length: 20 }, (_, looks) => nextLook({ unfinished: true, looks, idleMs: 0 })!);
  expect(delays[0]).toBeLessThan(2_000);
  expect(delays).toEqual([...delays].sort((a, b) => a - b));
  expect(Math.max(...delays)).toBeLessThanOrEqual(8_000);
  expect(nextLook({ unfinished: true, looks: 20, idleMs: 0 })).toBe(
    nextLook({ unfinished: false, looks: 0, idleMs: 0 }),
  );
});

test('a card that nobody touches looks less and less, and then stops', () => {
  const at = (idleMs: number) => nextLook({ unfinished: false, looks: 0, idleMs });
  expect(at(0)).toBe(10_000);
  expect(at(minutes(5))).toBe(30_000);
  expect(at(minutes(31))).toBeNull();
});
