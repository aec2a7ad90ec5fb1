import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClock, DurationError, parseDuration } from '../sandbox/clock/clock.ts';
import { startClock } from '../sandbox/clock/server.ts';

const START = Date.parse('2026-11-22T12:00:00Z');
const realNow = () => START;
const dataDir = mkdtempSync(join(tmpdir(), 'clock-'));
let server: Awaited<ReturnType<typeof startClock>>;
const clock = createClock({ dataDir, realNow });

beforeAll(async () => {
  server = await startClock({ clock });
});
afterAll(async () => {
  await server.close();
  rmSync(dataDir, { recursive: true });
});

const post = (body: unknown) =>
  fetch(server.url, { method: 'POST', body: JSON.stringify(body) }).then(async (response) => ({
    status: response.status,
    body: (await response.json()) as Record<string, string>,
  }));

test('tells the time, jumps, and remembers its jumps', async () => {
  expect(await (await fetch(server.url)).json()).toEqual({ now: '2026-11-22T12:00:00.000Z' });
  expect((await post({ advance: '+24h' })).body).toEqual({ now: '2026-11-23T12:00:00.000Z' });
  expect((await post({ advance: 1500 })).body).toEqual({ now: '2026-11-23T12:00:01.500Z' });
  expect((await post({ set: '2027-02-21T09:00:00-03:00' })).body).toEqual({ now: '2027-02-21T12:00:00.000Z' });
  expect(clock.now()).toEqual(new Date('2027-02-21T12:00:00Z'));
  expect(createClock({ dataDir, realNow }).now()).toEqual(clock.now());
});

test.each([
  [{ advance: 'tomorrow' }],
  [{ set: '22 November' }],
  [{}],
  [{ advance: '+1h', set: '2027-01-01T00:00:00Z' }],
])('refuses %j and stays', async (body) => {
  const before = clock.now();
  const { status, body: answer } = await post(body);
  expect(status).toBe(400);
  expect(answer.message).toMatch(/say for example|Send/);
  expect(clock.now()).toEqual(before);
});

test('durations', () => {
  const known = {
    '+90d': 7_776_000_000,
    '24h': 86_400_000,
    '-15m': -900_000,
    '+30s': 30_000,
    '1500': 1500,
    '250ms': 250,
    '+1.5h': 5_400_000,
  };
  for (const [text, ms] of Object.entries(known)) expect(parseDuration(text)).toBe(ms);
  expect(() => parseDuration('1 week')).toThrow(DurationError);
});
