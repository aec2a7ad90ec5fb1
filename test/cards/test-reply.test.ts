import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { HomeView } from '../../cards/dto/home.ts';
import type { TestReplyView } from '../../cards/dto/settings.ts';
import { until } from '../sandbox/play/until.ts';
import { passTime, type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { type Caller, createCaller } from './support.ts';

let sandbox: TestSandbox;
let caller: Caller;
beforeAll(async () => {
  sandbox = await testSandbox();
  caller = createCaller(sandbox);
});
afterAll(() => sandbox?.close());
beforeEach(() => sandbox.hubspot.clearCalls());

const HELD = [
  'contacts',
  'conversations',
  'messages',
  'effects',
  'reply_tokens',
  'tallies',
  'rollup_deltas',
  'inbound',
];

/** What stands in each table of what a test makes. */
async function rows(): Promise<Record<string, number>> {
  const { sql } = sandbox.app.context;
  const counts = HELD.map(async (table) => {
    const [row] = await sql<{ count: number }[]>`select count(*)::integer as count from ${sql(table)}`;
    return [table, row!.count] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

const stepsOf = ({ steps }: TestReplyView) => steps.map(({ step, state }) => `${step} ${state}`);
const settled = (testId: string): Promise<TestReplyView> =>
  until(async () => {
    const view = await caller.get<TestReplyView>(`/test-reply/${testId}`);
    return view.steps.every(({ state }) => state !== 'waiting') ? view : null;
  }, 'every step has an end');

async function ended(testId: string): Promise<void> {
  const { sql } = sandbox.app.context;
  await until(async () => {
    const [row] = await sql`select 1 from test_replies where id = ${testId} and ended_at is not null`;
    const [contact] = await sql`select 1 from contacts where is_test`;
    return row && !contact ? true : null;
  }, 'the test has been cleaned up');
}

/** What HubSpot was asked to change. */
const writes = () =>
  sandbox.hubspot
    .calls()
    .filter(({ method, path }) => method !== 'GET' && /\/(crm|integrators|automation)\//.test(path));

test('a test reply takes the whole way from a contact of its own, and leaves nothing', async () => {
  const [before, contacts] = [await rows(), sandbox.hubspot.contacts().length];
  const mails = sandbox.sendgrid.messages().length;
  const started = await caller.post<TestReplyView>('/test-reply');
  expect(started.steps[0]).toMatchObject({ step: 'received', state: 'done' });
  const whole = ['received done', 'placed done', 'forwarded done', 'analyzed done', 'written done'];
  expect(stepsOf(await settled(started.testId))).toEqual(whole);
  const home = await caller.get<HomeView>('/home?whose=everyone');
  expect([home.waitingTotal, home.toCheck, home.attentionTotal]).toEqual([0, [], 0]);

  await passTime(sandbox, 5);
  await ended(started.testId);
  expect(await rows()).toEqual(before);
  // How it went can still be read, by whoever looks on, and by nobody of another account.
  expect(stepsOf(await caller.get<TestReplyView>(`/test-reply/${started.testId}`))).toEqual(whole);
  expect(await caller.get(`/test-reply/${randomUUID()}`)).toMatchObject({ code: 'not_found' });
  expect(sandbox.sendgrid.messages().length).toBe(mails + 1);

  // HubSpot took one email that stands on no record, and took it away again: no contact, no property, no task, no event.
  expect(sandbox.hubspot.contacts()).toHaveLength(contacts);
  expect(writes().map(({ path }) => path.split('/').slice(-3).join('/'))).toEqual([
    'emails/batch/create',
    'emails/batch/archive',
  ]);
  expect(JSON.stringify(writes()[0])).toContain('associations');
  expect(JSON.stringify(writes()[0])).not.toContain('associationTypeId');
});

test('without email objects a note stands for it, and a step that is switched off is skipped', async () => {
  const { sql } = sandbox.app.context;
  const [row] = await sql<{ scopes: string[] }[]>`select scopes from portals`;
  await sql`update portals set scopes = ${row!.scopes.filter((scope) => scope !== 'sales-email-read')}`;
  await caller.post('/settings', { settings: { forward: false } });
  const { testId } = await caller.post<TestReplyView>('/test-reply');
  expect(stepsOf(await settled(testId))).toContain('forwarded skipped');
  expect(writes().map(({ path }) => path.split('/').slice(-3).join('/'))).toEqual([
    'notes/batch/create',
    'notes/batch/archive',
  ]);
  await sql`update portals set scopes = ${row!.scopes}`;
  await caller.post('/settings', { settings: { forward: true } });
  await passTime(sandbox, 5);
  await ended(testId);
});

test('a test that never ends is ended, and says which step failed', async () => {
  sandbox.hubspot.fault({ match: '/batch/create', effect: 503 });
  const { testId } = await caller.post<TestReplyView>('/test-reply');
  await until(async () => {
    const { steps } = await caller.get<TestReplyView>(`/test-reply/${testId}`);
    return steps.find(({ step }) => step === 'analyzed')?.state === 'done' ? true : null;
  }, 'the reply is analyzed');
  await passTime(sandbox, 601);
  await ended(testId);
  expect(stepsOf(await caller.get<TestReplyView>(`/test-reply/${testId}`)).at(-1)).toBe('written failed');
  sandbox.hubspot.clearFaults();
});
