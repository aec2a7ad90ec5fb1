import { expect, test } from 'vitest';
import { partSize, pauseMs } from '../../../lib/hubspot/sync/retry.ts';

test.each([
  [1, 100],
  [2, 100],
  [3, 25],
  [4, 6],
  [5, 1],
  [30, 1],
])('after %i attempts a batch of a hundred goes in parts of %i', (attempts, size) => {
  expect(partSize(attempts, 100)).toBe(size);
});

test.each([
  [1, 2_000],
  [3, 8_000],
  [9, 512_000],
  [10, 600_000],
  [1_000, 600_000],
])('after %i attempts the pause is at most %i ms, and at least half of that', (attempts, longest) => {
  expect(pauseMs(attempts, () => 0)).toBe(longest);
  expect(pauseMs(attempts, () => 1)).toBe(longest / 2);
});
