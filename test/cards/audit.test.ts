import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditView } from '../../cards/dto/settings.ts';
import type { TimelinePage } from '../../cards/dto/timeline.ts';
import { eraseContact } from '../../lib/conversations/erase-contact.ts';
import { until } from '../sandbox/play/until.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { type Caller, createCaller, customerMail, hubspotIdOf, sendTracked } from './support.ts';

let sandbox: TestSandbox;
let caller: Caller;
beforeAll(async () => {
  sandbox = await testSandbox();
  caller = createCaller(sandbox);
});
afterAll(() => sandbox?.close());

const history = async (before?: string) =>
  caller.get<AuditView>(`/settings/audit${before ? `?before=${encodeURIComponent(before)}` : ''}`);
const actions = async () => (await history()).entries.map(({ action }) => action);
const latest = async () => (await history()).entries[0];

test('at first nobody has changed anything', async () => {
  expect(await history()).toMatchObject({ ok: true, entries: [], next: null });
});

test('settings: who, what it was and what it is; what changes nothing leaves no trace', async () => {
  await caller.post('/settings', { settings: { dailyCap: 200, tasks: true } });
  expect(await latest()).toMatchObject({
    by: { userId: '8150101', name: 'Ana Souza' },
    action: 'settings_changed',
    details: { changes: [{ name: 'dailyCap', from: 500, to: 200 }] },
    contact: null,
  });
  await caller.post('/settings', { settings: { dailyCap: 200 } });
  expect(await actions()).toEqual(['settings_changed']);
  await caller.post('/settings/user', { answersThrough: 'own_address' });
  expect(await latest()).toMatchObject({
    action: 'user_settings_changed',
    details: { changes: [{ name: 'answersThrough', from: null, to: 'own_address' }] },
  });
});

test('a change that is refused or fails is none', async () => {
  const before = await actions();
  await caller.post('/settings', { settings: { dailyCap: -1 } });
  const { sql } = sandbox.app.database;
  // As a database that goes away in the middle: the change and its entry go together.
  await sql`alter table audit add constraint away check (action <> 'settings_changed') not valid`;
  expect(await caller.post('/settings', { settings: { dailyCap: 77 } })).toMatchObject({ ok: false });
  await sql`alter table audit drop constraint away`;
  expect(await caller.get('/settings')).toMatchObject({ portal: { dailyCap: 200 } });
  expect(await actions()).toEqual(before);
});

test('a forward address: asked, confirmed by whoever reads it, removed', async () => {
  await caller.post('/settings/forward-address', { scope: 'user', address: 'Ana@Post.example' });
  const mail = await until(
    async () => sandbox.sendgrid.mailbox('ana@post.example')[0] ?? null,
    'the confirmation arrives',
  );
  const link = /https?:\/\/\S+confirm-address\/\S+/.exec(mail.text)![0];
  for (const _twice of [1, 2]) expect((await fetch(link, { method: 'POST' })).status).toBe(200);
  await caller.post('/settings/forward-address', { scope: 'user', address: null });
  await caller.post('/settings/forward-address', { scope: 'user', address: null });
  const { entries } = await history();
  expect(entries.slice(0, 3)).toMatchObject([
    { action: 'forward_address_removed', details: { scope: 'user', address: 'ana@post.example' } },
    { action: 'forward_address_confirmed', by: { name: '', address: 'ana@post.example' } },
    { action: 'forward_address_asked', by: { userId: '8150101' } },
  ]);
  expect(entries[3]?.action).toBe('user_settings_changed');
});

test('a judged sender and a corrected analysis name the contact, quote nobody, and go with the contact', async () => {
  const hubspotId = hubspotIdOf(sandbox, 'Carter');
  await caller.post('/settings/user', { answersThrough: null });
  const { replyTo } = await sendTracked(sandbox, caller, hubspotId, 'Rates');
  const text = 'Could you please send me the prices for 40 seats by Friday?';
  await customerMail(sandbox, { from: 'max@elsewhere.example', to: replyTo, subject: 'Re: Rates', text });
  const reply = await until(async () => {
    const { messages } = await caller.get<TimelinePage>(`/contacts/${hubspotId}/timeline`);
    return messages.find(({ author: { address } }) => address === 'max@elsewhere.example') ?? null;
  }, 'the reply is there');
  expect(await caller.post(`/messages/${reply.id}/accept-sender`, { is: 'colleague' })).toMatchObject({ ok: true });
  expect(await latest()).toMatchObject({
    action: 'sender_judged',
    details: { as: 'colleague' },
    contact: { hubspotId },
  });
  const analyzed = await until(async () => {
    const { messages } = await caller.get<TimelinePage>(`/contacts/${hubspotId}/timeline`);
    return messages.find(({ id, analysis }) => id === reply.id && analysis)?.analysis ?? null;
  }, 'the reply is analyzed');
  const fields = { sentiment: 'negative', key_insights: 'A secret of theirs.' };
  const { version } = analyzed;
  expect(await caller.post(`/messages/${reply.id}/correction`, { version, fields })).toMatchObject({ ok: true });
  const { details } = (await latest())!;
  expect(details).toMatchObject({
    changes: expect.arrayContaining([
      { name: 'sentiment', from: analyzed.fields.sentiment, to: 'negative' },
      { name: 'key_insights', from: null, to: null },
    ]),
  });
  expect(JSON.stringify(await history())).not.toContain('secret of theirs');
  const { sql, keyring, now } = sandbox.app.context;
  await eraseContact(sql, { portalId: sandbox.portalId, hubspotId }, { keyring, now: now() });
  expect(await actions()).not.toContain('sender_judged');
  expect(await actions()).not.toContain('analysis_corrected');
});

test('long histories come in pages, each entry once', async () => {
  for (let n = 0; n < 25; n++) await caller.post('/settings', { settings: { dailyCap: 1_000 + n } });
  const seen: string[] = [];
  let next: string | null = null;
  do {
    const page: AuditView = await history(next ?? undefined);
    expect(page.entries.length).toBeLessThanOrEqual(10);
    seen.push(...page.entries.map(({ id }) => id));
    next = page.next;
  } while (next);
  const [row] = await sandbox.app.database.sql`select count(*)::integer as count from audit`;
  expect(seen).toHaveLength(row!.count);
  expect(new Set(seen).size).toBe(seen.length);
  expect(await history('no cursor')).toMatchObject({ ok: false, code: 'invalid_input' });
});

test('who disconnected the account stands there until all is erased', async () => {
  await caller.post('/disconnect', {});
  const rows = await sandbox.app.database.sql`select by, action from audit order by at desc, id desc limit 1`;
  expect(rows).toMatchObject([{ by: { name: 'Ana Souza' }, action: 'disconnected' }]);
});
