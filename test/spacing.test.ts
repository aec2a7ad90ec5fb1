import { expect, test } from 'vitest';
import { createSpacing } from '../lib/spacing.ts';

let now = 0;
const spacing = () => createSpacing({ ms: 1_000, busyMs: 5_000, busyFrom: 25 }, () => now);

test('what comes after a quiet time is due at once, what follows it together a second later', () => {
  const wait = spacing();
  expect(wait('a')).toBe(0);
  now += 100;
  expect(wait('a')).toBe(900);
  now += 600;
  expect([wait('a'), wait('b')]).toEqual([300, 0]);
  now += 300;
  expect(wait('a')).toBe(1_000);
  now += 5_000;
  expect(wait('a')).toBe(0);
});

test('what is patient waits for company, and keeps nobody else waiting', () => {
  const wait = spacing();
  expect(wait('a', { patient: true })).toBe(1_000);
  now += 200;
  expect(wait('a')).toBe(0);
  expect(wait('a', { patient: true })).toBe(1_000);
});

/** Runs of a job in 20 s that is asked for so many times a second, every second time patiently. */
function runsOf(aSecond: number): number {
  const wait = spacing();
  let [due, runs] = [Number.POSITIVE_INFINITY, 0];
  for (let n = 0; n < aSecond * 20; n++) {
    due = Math.min(due, now + wait('a', { patient: n % 2 === 0 }));
    if (due <= now) {
      runs++;
      due = Number.POSITIVE_INFINITY;
    }
    now += 1000 / aSecond;
  }
  return runs;
}

test('it runs once a second, and each five seconds where it is asked for thirty times a second', () => {
  expect(runsOf(20)).toBeGreaterThan(16);
  expect(runsOf(20)).toBeLessThan(22);
  expect(runsOf(30)).toBeLessThan(8);
});
