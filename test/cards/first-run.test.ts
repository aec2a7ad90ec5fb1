import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FirstRunView, FirstStep } from '../../cards/dto/first-run.ts';
import type { TestReplyView } from '../../cards/dto/settings.ts';
import { until } from '../sandbox/play/until.ts';
import { passTime, type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { type Caller, createCaller, customerMail, hubspotIdOf, sendTracked } from './support.ts';

let sandbox: TestSandbox;
let caller: Caller;
let mx: { exchange: string }[] = [];
beforeAll(async () => {
  sandbox = await testSandbox({ resolveMx: async () => mx });
  caller = createCaller(sandbox);
});
afterAll(() => sandbox?.close());

const view = () => caller.get<FirstRunView>('/first-run');
const done = async (): Promise<FirstStep[]> =>
  (await view()).steps.flatMap(({ step, done: isDone }) => (isDone ? [step] : []));

test('a new account has everything before it, and each step is done when it has happened', async () => {
  expect(await done()).toEqual([]);
  expect(await view()).toMatchObject({
    shown: true,
    canDismiss: true,
    appsUrl: `https://app.hubspot.com/connected-apps/${sandbox.portalId}/installed`,
    contactsUrl: `https://app.hubspot.com/contacts/${sandbox.portalId}/objects/0-1`,
  });

  // A record beside SendGrid's takes mail away, as the doctor says.
  mx = [{ exchange: 'mx.sendgrid.net' }, { exchange: 'mail.elsewhere.example' }];
  expect(await done()).toEqual([]);
  mx = [{ exchange: 'mx.sendgrid.net' }];
  expect(await done()).toEqual(['mail']);

  const carter = hubspotIdOf(sandbox, 'Carter');
  await caller.get(`/contacts/${carter}/summary`);
  expect(await done()).toEqual(['mail', 'cards']);

  await caller.post('/settings/forward-address', { scope: 'user', address: 'ana.privat@post.example' });
  expect(await done()).toEqual(['mail', 'cards']);
  const asked = await until(async () => sandbox.sendgrid.mailbox('ana.privat@post.example')[0] ?? null, 'it is asked');
  await fetch(/https?:\/\/\S+confirm-address\/\S+/.exec(asked.text)![0], { method: 'POST' });
  expect(await done()).toEqual(['mail', 'forward_address', 'cards']);
  // It is the address of one user: to somebody else nothing was confirmed.
  const other = await caller.get<FirstRunView>('/first-run', { userId: 8150199, userEmail: 'other@vendas.example' });
  expect(other.steps.find(({ step }) => step === 'forward_address')?.done).toBe(false);

  const { replyTo, to } = await sendTracked(sandbox, caller, carter, 'Rates');
  await until(async () => ((await done()).includes('sent') ? true : null), 'the email counts as sent');

  const { testId } = await caller.post<TestReplyView>('/test-reply');
  await until(async () => {
    const { steps } = await caller.get<TestReplyView>(`/test-reply/${testId}`);
    return steps.every(({ state }) => state === 'done') ? true : null;
  }, 'the test is through');
  await passTime(sandbox, 5);
  await until(async () => ((await view()).shown ? null : true), 'the list is gone');

  // Mail that has come says more than DNS, which may be away.
  mx = [];
  expect(await done()).not.toContain('mail');
  await customerMail(sandbox, { from: to, to: replyTo, subject: 'Re: Rates', text: 'Yes, please call me.' });
  await until(async () => ((await done()).includes('mail') ? true : null), 'a reply came');
});

test('an admin puts it away for everybody, whatever is left; nobody else can', async () => {
  mx = [];
  const { sql } = sandbox.app.context;
  await sql`delete from test_replies`;
  expect((await view()).shown).toBe(true);
  const rep = { userId: 8150199, userEmail: 'other@vendas.example' };
  await caller.post('/settings', { settings: { editors: ['8150101'] } });
  expect((await caller.get<FirstRunView>('/first-run', rep)).canDismiss).toBe(false);
  expect(await caller.post('/first-run/dismiss', {}, rep)).toMatchObject({ code: 'not_allowed' });
  expect((await view()).shown).toBe(true);
  await caller.post('/first-run/dismiss');
  expect((await view()).shown).toBe(false);
  expect((await caller.get<FirstRunView>('/first-run', rep)).shown).toBe(false);
});
