import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMetrics } from '../../lib/metrics.ts';
import { freePort } from '../sandbox/free-port.ts';
import { sendOutreach } from '../sandbox/play/play.ts';
import { playAnswer } from '../sandbox/play/story.ts';
import { until } from '../sandbox/play/until.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';

const TOKEN = 'a-metrics-token-of-the-test';
let sandbox: TestSandbox;
let port: number;

beforeAll(async () => {
  port = await freePort();
  sandbox = await testSandbox({ settings: { METRICS_TOKEN: TOKEN, METRICS_PORT: String(port) } });
  await playAnswer(sandbox, await sendOutreach(sandbox), () => {});
});
afterAll(() => sandbox.close());

const ask = (authorization?: string) =>
  fetch(`${sandbox.app.url}/metrics`, authorization === undefined ? {} : { headers: { authorization } });
const scrape = async () => (await ask(`Bearer ${TOKEN}`)).text();

test('only who brings the token sees the metrics; the others find nothing there', async () => {
  expect((await ask(`Bearer ${TOKEN}`)).status).toBe(200);
  for (const wrong of [undefined, 'Bearer', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`]) {
    expect((await ask(wrong)).status).toBe(404);
  }
});

test('METRICS_PORT serves the metrics and both probes, and nothing else', async () => {
  for (const path of ['/metrics', '/healthz', '/readyz'])
    expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/webhooks/inbound-parse/x`, { method: 'POST' })).status).toBe(404);
});

test('one reply is counted and timed on every step of its way', async () => {
  const text = await until(async () => {
    const metrics = await scrape();
    return /steps_total\{step="written",outcome="task"\} 1/.test(metrics) ? metrics : null;
  }, 'the task is written');
  for (const line of [
    'steps_total{step="kept",outcome="post"} 1',
    'steps_total{step="placed",outcome="reply"} 1',
    'steps_total{step="forwarded",outcome="forward"} 1',
    'steps_total{step="sent",outcome="tracked_send"} 1',
    'steps_total{step="written",outcome="properties"} 1',
    'step_seconds_count{step="forwarded"} 1',
    'step_seconds_count{step="analyzed"} 1',
    'ai_requests_total{outcome="ok"} 1',
    'queue_jobs{queue="place"} 0',
    'portals{state="connected"} 1',
    'oldest_unforwarded_seconds 0',
    'database_up 1',
  ]) {
    expect(text).toContain(`reply_tracking_${line}`);
  }
  expect(text).toMatch(/reply_tracking_steps_total\{step="analyzed",outcome="gemini:[^"]+"\} 1/);
  expect(text).toMatch(/reply_tracking_ai_tokens_total\{direction="in"\} [1-9]/);
  expect(text).toMatch(/reply_tracking_ai_cost_usd_total 0\.\d*[1-9]/);
  expect(text).toMatch(/reply_tracking_hubspot_requests_total\{outcome="ok"\} [1-9]/);
  expect(text).toMatch(/reply_tracking_database_connections\{state="active"\} 1/);
  expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds \d/);
});

test('the age of the oldest mail without a forward is told while it waits', async () => {
  const { sql } = sandbox.app.context;
  await sql`update effects set state = 'pending', run_after = 'infinity' where kind = 'forward'`;
  sandbox.clock.advance(600_000);
  const [, age] = /oldest_unforwarded_seconds ([\d.]+)/.exec(await scrape()) ?? [];
  expect(Number(age)).toBeGreaterThan(599);
  await sql`update effects set state = 'needs_attention', reason = 'nobody_to_forward_to' where kind = 'forward'`;
  expect(await scrape()).toContain('reply_tracking_effects_for_a_person{state="needs_attention",kind="forward"} 1');
});

test('a refused request is counted by its reason', async () => {
  await fetch(`${sandbox.app.url}/webhooks/inbound-parse/wrong`, { method: 'POST' });
  expect(await scrape()).toContain('reply_tracking_refusals_total{reason="inbound_secret"} 1');
});

test('one trace id goes from the post to HubSpot, with one line a step that has ids and milliseconds', async () => {
  const { sql } = sandbox.app.context;
  const [{ trace } = { trace: '' }] = await sql<{ trace: string }[]>`
    select inbound_id as trace from messages where kind = 'reply'`;
  const lines = sandbox
    .logLines()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const steps = lines.filter((line) => line.trace === trace && line.step);
  expect([...new Set(steps.map(({ step }) => step))].sort()).toEqual([
    'analyzed',
    'forwarded',
    'kept',
    'placed',
    'written',
  ]);
  for (const line of steps) {
    expect(line).toMatchObject({ ms: expect.any(Number), trace });
    if (line.step !== 'kept') expect(line).toMatchObject({ sinceReceiptMs: expect.any(Number), portalId: 4711001 });
  }
  for (const once of ['kept', 'placed', 'forwarded', 'analyzed'])
    expect(steps.filter(({ step }) => step === once)).toHaveLength(1);
});

test('every metric that the dashboard and the alerts name exists', async () => {
  const known = new Set((await createMetrics().registry.getMetricsAsJSON()).map(({ name }) => name));
  for (const file of ['dashboard.json', 'alerts.yml']) {
    const text = await readFile(new URL(`../../docs/monitoring/${file}`, import.meta.url), 'utf8');
    const named = [...text.matchAll(/\b(?:reply_tracking|nodejs|process)_[a-z0-9_]+/g)].map(([name]) =>
      known.has(name) ? name : name.replace(/_(bucket|count|sum)$/, ''),
    );
    expect(named.length).toBeGreaterThan(6);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  }
});
