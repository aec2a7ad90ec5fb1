import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HomeView } from '../../cards/dto/home.ts';
import { until } from '../sandbox/play/until.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { createCaller, customerMail, hubspotIdOf, sendTracked } from './support.ts';

let sandbox: TestSandbox;
let caller: ReturnType<typeof createCaller>;
let contacts: string[];
beforeAll(async () => {
  sandbox = await testSandbox();
  caller = createCaller(sandbox);
  contacts = ['Carter', 'Nakamura', 'Shah'].map((name) => hubspotIdOf(sandbox, name));
  for (const contact of contacts) {
    const { replyTo, to } = await sendTracked(sandbox, caller, contact, `Rates ${contact}`);
    await customerMail(sandbox, { from: to, to: replyTo, subject: 'Re', text: 'Please send the prices for 40 shops.' });
  }
  await until(async () => ((await home('everyone')).waitingTotal === 3 ? true : null), 'three wait');
}, 90_000);
afterAll(() => sandbox?.close());

const home = (whose?: string) => caller.get<HomeView>(whose ? `/home?whose=${whose}` : '/home');
const names = ({ waiting }: HomeView) => waiting.map(({ hubspotId }) => hubspotId).sort();

test('mine are those that answer my emails, or were handed over to me', async () => {
  expect(names(await home('mine'))).toEqual([...contacts].sort());
  expect((await home('mine')).waiting[0]).toMatchObject({ rep: 'Ana Souza' });
  const diego = sandbox.hubspot.portal().owners[1]!;
  await caller.post('/waiting/hand-over', { contacts: [contacts[0]], ownerId: diego.id });
  expect(names(await home('mine'))).toEqual(contacts.slice(1).sort());
  expect((await home('everyone')).waitingTotal).toBe(3);
});

test('whose list one looks at is remembered', async () => {
  await caller.post('/home/whose', { whose: 'mine' });
  expect(await home()).toMatchObject({ whose: 'mine', waitingTotal: 2 });
  await caller.post('/home/whose', { whose: 'everyone' });
  expect(await home()).toMatchObject({ whose: 'everyone', waitingTotal: 3 });
});

test('several are snoozed or done at once, and what is asked of nobody of ours is refused whole', async () => {
  const tomorrow = new Date(sandbox.clock.now().getTime() + 86_400_000).toISOString();
  await caller.post('/waiting/snooze', { contacts: contacts.slice(1), until: tomorrow });
  expect(names(await home('everyone'))).toEqual([contacts[0]]);
  expect(await caller.post('/waiting/done', { contacts: [contacts[0], '999999999'] })).toMatchObject({ ok: false });
  expect((await home('everyone')).waitingTotal).toBe(1);
  await caller.post('/waiting/done', { contacts });
  expect((await home('everyone')).waitingTotal).toBe(0);
});
