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

test('the other lists follow the same choice: who wrote this, late replies, the review queue and issues', async () => {
  const { sql } = sandbox.app.context;
  const shah = contacts[2]!;
  const { replyTo } = await sendTracked(sandbox, caller, shah, 'Calendar');
  const from = 'stranger@elsewhere.example';
  await customerMail(sandbox, { from, to: replyTo, subject: 'Re', text: 'I would like to buy it.' });
  const unknown = await until(async () => (await home('mine')).unidentified[0] ?? null, 'a stranger wrote');
  expect(unknown).toMatchObject({ hubspotId: shah, from, trust: 'unknown' });
  const unsure = await until(async () => {
    await sql`update analyses set fields = fields || '{"doubt": "Both at once."}' where message_id in (select message_id from tallies)`;
    const { toCheck } = await home('mine');
    return toCheck.length > 0 ? toCheck : null;
  }, 'analyses are unsure');
  expect(unsure[0]!.fields).toMatchObject({ response_type: unsure[0]!.responseType, key_insights: expect.any(String) });
  await sql`update effects set state = 'needs_attention' where message_id = ${unsure[0]!.messageId} and kind = 'task'`;
  expect((await home('mine')).attentionTotal).toBe((await home('everyone')).attentionTotal);

  // What another has to answer is none of mine.
  const diego = { userId: 8150102, userEmail: sandbox.hubspot.portal().users[1]!.email };
  const others = await caller.get<HomeView>('/home?whose=mine', diego);
  expect(others.unidentified).toEqual([]);
  expect(others.toCheck.every(({ hubspotId }) => hubspotId === contacts[0])).toBe(true);
  expect(others.attention.every(({ hubspotId }) => hubspotId === contacts[0])).toBe(true);

  // In place: who it is, and what is right.
  expect(await caller.post(`/messages/${unknown.messageId}/accept-sender`, { is: 'colleague' })).toMatchObject({
    ok: true,
  });
  expect((await home('mine')).unidentified).toEqual([]);
  const { messageId, version } = unsure[0]!;
  await caller.post(`/messages/${messageId}/correction`, { version, fields: { sentiment: 'negative' } });
  expect((await home('everyone')).toCheck.some((each) => each.messageId === messageId)).toBe(false);
  await sql`update effects set state = 'done' where state = 'needs_attention'`;
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
