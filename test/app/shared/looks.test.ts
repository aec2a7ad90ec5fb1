import { nextLook } from '@reply-tracking/shared/looks.ts';
import { expect, test } from 'vitest';

const minutes = (count: number) => count * 60_000;

test('work under way is looked for every two seconds, a minute long', () => {
  const look = (looks: number) => nextLook({ unfinished: true, looks, idleMs: 0 });
  expect([look(0), look(29)]).toEqual([2_000, 2_000]);
  expect(look(30)).toBe(nextLook({ unfinished: false, looks: 0, idleMs: 0 }));
});

test('a card that nobody touches looks less and less, and then stops', () => {
  const at = (idleMs: number) => nextLook({ unfinished: false, looks: 0, idleMs });
  expect(at(0)).toBe(10_000);
  expect(at(minutes(5))).toBe(30_000);
  expect(at(minutes(31))).toBeNull();
});
