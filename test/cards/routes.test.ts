import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContactSummary, ReplyAddress } from '../../cards/dto/contact.ts';
import type { HomeView } from '../../cards/dto/home.ts';
import type { HealthView, SettingsView, TriedAnalysis } from '../../cards/dto/settings.ts';
import type { MessageChanged, TimelineMessage, TimelinePage } from '../../cards/dto/timeline.ts';
import { openBody } from '../../lib/conversations/message-bodies.ts';
import { sealedOf } from '../../lib/conversations/messages.ts';
import { until } from '../sandbox/play/until.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { type Caller, createCaller, customerMail, hubspotIdOf, sendTracked } from './support.ts';

let sandbox: TestSandbox;
let caller: Caller;
const now = () => sandbox.clock.now().toISOString();
beforeAll(async () => {
  sandbox = await testSandbox();
  caller = createCaller(sandbox);
});
afterAll(() => sandbox?.close());

const timeline = (contact: string) => caller.get<TimelinePage>(`/contacts/${contact}/timeline`);
const analyzed = (contact: string, text: string): Promise<TimelineMessage> =>
  until(async () => {
    const { messages } = await timeline(contact);
    return messages.find((each) => each.text.includes(text) && each.analysis) ?? null;
  }, `"${text}" is analyzed`);

describe('what is entered is checked before anything happens', () => {
  const key = 'k'.repeat(16);
  test.each<[string, object | string]>([
    ['no key', { status: 'interested' }],
    ['a key too short', { key: 'short', status: 'interested' }],
    ['an unknown status', { key, status: 'delighted' }],
    ['nothing', {}],
    ['a list', [1]],
    ['a text', 'hello'],
  ])('%s', async (_, body) => {
    const path = `/contacts/${hubspotIdOf(sandbox, 'Carter')}/status`;
    const { status, json } = await caller.send(caller.sign(path, body as object));
    expect(status).toBe(200);
    expect(json).toMatchObject({ ok: false, code: 'invalid_input', message: expect.any(String) });
  });

  test.each(['/contacts/abc/summary', '/contacts/1%27%20or%201/summary', '/messages/not-an-id', '/test-reply/7'])(
    'an id that is none: %s',
    async (path) => {
      expect(await caller.get(path)).toMatchObject({ ok: false, code: 'invalid_input' });
    },
  );

  test('text beyond the limit is refused, not cut', async () => {
    const entry = { direction: 'incoming', channel: 'call', occurredAt: now(), text: 'x'.repeat(30_001) };
    expect(await caller.post(`/contacts/${hubspotIdOf(sandbox, 'Carter')}/log`, entry)).toMatchObject({
      code: 'invalid_input',
    });
  });

  test('a contact that HubSpot does not have is not found', async () => {
    const entry = { direction: 'incoming', channel: 'call', occurredAt: now(), text: 'Hello' };
    expect(await caller.post('/contacts/424242/log', entry)).toMatchObject({ ok: false, code: 'not_found' });
    expect(await caller.post('/contacts/424242/email', { subject: 'x', text: 'y' })).toMatchObject({
      code: 'not_found',
    });
  });
});

describe('an email that may not go out is refused by name', () => {
  test('the contact opted out in HubSpot a moment ago', async () => {
    const priya = hubspotIdOf(sandbox, 'Shah');
    sandbox.hubspot.person.optOut(sandbox.hubspot.contact(priya)!.properties.email!);
    const answer = await caller.post(`/contacts/${priya}/email`, { subject: 'Hello', text: 'Hello' });
    expect(answer).toMatchObject({ ok: false, code: 'opted_out' });
    expect(sandbox.sendgrid.messages(sandbox.hubspot.contact(priya)!.properties.email)).toHaveLength(0);
  });

  test('the contact has no address', async () => {
    const nobody = sandbox.hubspot.person.createContact({ firstname: 'No', lastname: 'Address' });
    const answer = await caller.post(`/contacts/${nobody.id}/email`, { subject: 'Hello', text: 'Hello' });
    expect(answer).toMatchObject({ ok: false, code: 'no_address' });
  });
});

describe('a conversation', () => {
  let john: string;
  let replyTo: string;
  let address: string;
  beforeAll(async () => {
    john = hubspotIdOf(sandbox, 'Carter');
    const sent = await sendTracked(sandbox, caller, john, 'Freight');
    [replyTo, address] = [sent.replyTo, sent.to];
  });

  test('the reply address is the one that the customer got, and works 90 days', async () => {
    const shown = await caller.get<ReplyAddress>(`/contacts/${john}/reply-address`);
    expect(shown).toMatchObject({ state: 'active', address: replyTo, olderActive: 0 });
    expect(Date.parse(shown.expiresAt!) - Date.parse(shown.createdAt!)).toBe(90 * 86_400_000);
  });

  test('several replies wait: the oldest says since when, the most urgent by when', async () => {
    await customerMail(sandbox, {
      from: address,
      to: replyTo,
      subject: 'Re: Freight',
      text: 'Thanks, I will read it. Could you send me the plan?',
    });
    const first = await analyzed(john, 'I will read it');
    await customerMail(sandbox, {
      from: address,
      to: replyTo,
      subject: 'Re: Freight',
      text: 'We want to upgrade to the big plan now. Please send the prices today.',
    });
    await analyzed(john, 'We want to upgrade');
    const { waiting, replyCount } = await caller.get<ContactSummary>(`/contacts/${john}/summary`);
    expect(replyCount).toBe(2);
    expect(waiting).toMatchObject({ responseType: 'high_value', overdue: false });
    expect(
      waiting!.since <= first.occurredAt || Math.abs(Date.parse(waiting!.since) - Date.parse(first.occurredAt)) < 5_000,
    ).toBe(true);
    expect(Date.parse(waiting!.dueAt!) - Date.parse(waiting!.since)).toBeGreaterThanOrEqual(86_400_000);
  });

  test('a correction keeps the analyst’s word, and one made on an older version is refused', async () => {
    const reply = await analyzed(john, 'We want to upgrade');
    const { version } = reply.analysis!;
    const correct = (fields: object, of = version) =>
      caller.post<MessageChanged>(`/messages/${reply.id}/correction`, { version: of, fields });
    const { message } = await correct({ response_type: 'standard', opportunity_score: 2 });
    expect(message.analysis).toMatchObject({
      correctedBy: 'Ana Souza',
      fields: { response_type: 'standard', opportunity_score: 2 },
      original: { response_type: 'high_value', opportunity_score: reply.analysis!.fields.opportunity_score },
    });
    expect(await correct({ sentiment: 'negative' })).toMatchObject({ ok: false, code: 'changed_meanwhile' });
    expect(await correct({ response_type: 'nonsense' }, message.analysis!.version)).toMatchObject({
      code: 'invalid_input',
    });
    expect(await correct({}, message.analysis!.version)).toMatchObject({ code: 'invalid_input' });
    await until(
      () => (sandbox.hubspot.contact(john)!.properties.reply_response_type === 'standard' ? true : null),
      'the property follows the correction',
    );
  });

  test('the share of corrected fields stands on the home page', async () => {
    const { corrections } = await caller.get<HomeView>('/home');
    expect(corrections.find(({ field }) => field === 'response_type')).toEqual({
      field: 'response_type',
      reviewed: 1,
      corrected: 1,
    });
    expect(corrections.find(({ field }) => field === 'sentiment')).toEqual({
      field: 'sentiment',
      reviewed: 1,
      corrected: 0,
    });
  });

  test('an edit of what was logged keeps the version before, and is refused on an older one', async () => {
    const entry = { direction: 'incoming', channel: 'call', occurredAt: now(), text: 'She wants a demo.' };
    const { message } = await caller.post<MessageChanged>(`/contacts/${john}/log`, entry);
    const edit = (text: string, revision: number) =>
      caller.post<MessageChanged>(`/messages/${message.id}/edit`, {
        channel: 'call',
        occurredAt: entry.occurredAt,
        text,
        revision,
      });
    expect((await edit('She is angry: the invoice is wrong and she wants to cancel.', 1)).message).toMatchObject({
      revision: 2,
      text: 'She is angry: the invoice is wrong and she wants to cancel.',
    });
    expect(await edit('Something else.', 1)).toMatchObject({ ok: false, code: 'changed_meanwhile' });
    const { sql, keyring } = sandbox.app.context;
    const [kept] = await sql<{ body: Buffer; body_key_id: string; edited_by: object }[]>`
      select body, body_key_id, edited_by from message_revisions where message_id = ${message.id}`;
    expect(kept).toMatchObject({ edited_by: { name: 'Ana Souza' } });
    expect(openBody({ sealedBody: sealedOf(kept!) }, keyring).new).toBe('She wants a demo.');
    await until(async () => {
      const { messages } = await timeline(john);
      return (
        messages.find(({ id, analysis }) => id === message.id && analysis?.fields.response_type === 'needs_handling') ??
        null
      );
    }, 'the changed text is analyzed');
  });

  test('pasted text with characters that a database cannot hold is kept without them', async () => {
    const log = { direction: 'incoming', channel: 'chat', occurredAt: now(), text: 'A\0B' };
    const { message } = await caller.post<MessageChanged>(`/contacts/${john}/log`, log);
    const edit = { channel: 'chat', occurredAt: now(), text: 'Prices\0, please\uD800', revision: 1 };
    const edited = await caller.post<MessageChanged>(`/messages/${message.id}/edit`, edit);
    expect(edited).toMatchObject({ ok: true, message: { text: 'Prices, please\uFFFD' } });
  });

  test('a mail cannot be edited', async () => {
    const reply = await analyzed(john, 'I will read it');
    const edit = { channel: 'email', occurredAt: now(), text: 'Forged', revision: 1 };
    expect(await caller.post(`/messages/${reply.id}/edit`, edit)).toMatchObject({ ok: false, code: 'not_found' });
  });

  test('“Done” ends the waiting and completes the task', async () => {
    // The text that was edited above may be analyzed only now, and asks for something again.
    await until(async () => {
      await caller.post(`/contacts/${john}/done`);
      const { waiting } = await caller.get<ContactSummary>(`/contacts/${john}/summary`);
      return waiting === null || null;
    }, 'nothing waits');
    await until(
      () =>
        sandbox.hubspot
          .timeline(john)
          .some(({ kind, properties }) => kind === 'task' && properties.hs_task_status === 'COMPLETED')
          ? true
          : null,
      'the task is completed',
    );
  });

  test('a step that failed says why, and goes through once its cause is gone', async () => {
    sandbox.hubspot.person.requireProperties(['company_size_we_need']);
    await caller.post(`/contacts/${john}/status`, { status: 'interested' });
    const failed = await until(async () => {
      const { attention } = await caller.get<HomeView>('/home');
      return attention.find(({ step }) => step === 'status_property') ?? null;
    }, 'the refused write shows');
    expect(failed).toMatchObject({
      state: 'needs_attention',
      contactName: 'John Carter',
      canRetry: true,
      waitsFor: null,
    });
    expect(failed.reason).toMatchObject({
      code: 'hubspot_refused_property',
      details: { status: 400, property: 'company_size_we_need', said: expect.stringContaining('company_size_we_need') },
    });
    sandbox.hubspot.person.requireProperties([]);
    await caller.post('/effects/retry', { effectIds: [failed.effectId] });
    await until(
      () => (sandbox.hubspot.contact(john)!.properties.reply_outreach_status === 'interested' ? true : null),
      'the write goes through',
    );
    expect(await caller.post('/effects/retry', { effectIds: [failed.effectId] })).toMatchObject({
      ok: false,
      code: 'not_found',
    });
  });
});

describe('a reply to an expired address', () => {
  test('waits on the home page, and takes its usual way once it is attached', async () => {
    const tomas = hubspotIdOf(sandbox, 'Ibáñez');
    const { replyTo, to } = await sendTracked(sandbox, caller, tomas, 'Coffee');
    sandbox.clock.advance('+91d');
    expect(await caller.get<ReplyAddress>(`/contacts/${tomas}/reply-address`)).toMatchObject({
      state: 'expired',
      address: null,
    });
    await customerMail(sandbox, {
      from: to,
      to: replyTo,
      subject: 'Re: Coffee',
      text: 'Sorry for the delay. Please call me.',
    });
    const late = await until(
      async () => (await caller.get<HomeView>('/home')).lateReplies[0] ?? null,
      'the late reply is listed',
    );
    expect(late).toMatchObject({
      from: to,
      contactName: 'Tomás Ibáñez',
      excerpt: 'Sorry for the delay. Please call me.',
    });
    expect((await timeline(tomas)).messages.some(({ kind }) => kind === 'reply')).toBe(false);
    expect(await caller.post(`/late-replies/${late.id}/attach`)).toMatchObject({ ok: true });
    await analyzed(tomas, 'Sorry for the delay');
    expect((await caller.get<HomeView>('/home')).lateReplies).toEqual([]);
    expect(await caller.post(`/late-replies/${late.id}/attach`)).toMatchObject({ code: 'not_found' });
  });
});

describe('settings', () => {
  const change = (settings: object, who?: { userId: number; userEmail: string }) =>
    caller.post<{ portal: object }>('/settings', { settings }, who);

  test('only what is given changes', async () => {
    const before = (await caller.get<SettingsView>('/settings')).portal;
    expect((await change({ dailyCap: 77 })).portal).toEqual({ ...before, dailyCap: 77 });
    expect(await change({ dailyCap: 0 })).toMatchObject({ code: 'invalid_input' });
    expect(await change({ unknown: true })).toMatchObject({ code: 'invalid_input' });
  });

  test('whoever is no editor may look, set their own address, and nothing else', async () => {
    const [ana, diego] = sandbox.hubspot.portal().users;
    const asDiego = { userId: diego!.id, userEmail: diego!.email };
    await change({ editors: [String(ana!.id)] });
    expect(await caller.get<SettingsView>('/settings', asDiego)).toMatchObject({ canChange: false });
    expect(await change({ tasks: false }, asDiego)).toMatchObject({ ok: false, code: 'not_allowed' });
    const address = 'diego@post.example';
    expect(await caller.post('/settings/forward-address', { scope: 'portal', address }, asDiego)).toMatchObject({
      code: 'not_allowed',
    });
    expect(await caller.post('/settings/forward-address', { scope: 'user', address }, asDiego)).toMatchObject({
      ok: true,
    });
    // Naming only somebody else would lock the door from inside.
    expect((await change({ editors: [String(diego!.id)] })).portal).toMatchObject({
      editors: [String(diego!.id), String(ana!.id)],
    });
    await change({ editors: [] });
  });

  test('an address counts once a person confirmed it by the newest link', async () => {
    const address = 'ana.privat@post.example';
    const links = () =>
      sandbox.sendgrid.mailbox(address).map(({ text }) => /https?:\/\/\S+confirm-address\/\S+/.exec(text)?.[0] ?? '');
    await caller.post('/settings/forward-address', { scope: 'user', address });
    await until(() => (links().length === 1 ? true : null), 'the first question leaves');
    sandbox.clock.advance('+1m');
    expect(await caller.post('/settings/forward-address', { scope: 'user', address })).toMatchObject({
      ok: false,
      code: 'too_many_confirmations',
    });
    sandbox.clock.advance('+1h');
    await caller.post('/settings/forward-address', { scope: 'user', address });
    await until(() => (links().length === 2 ? true : null), 'the second question leaves');
    const [older, newer] = links();
    const state = async () => (await caller.get<SettingsView>('/settings')).forwardAddresses.user.state;

    expect((await fetch(newer!)).status).toBe(200);
    expect(await state()).toBe('pending');
    expect((await fetch(older!, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${newer!.slice(0, -3)}xyz`, { method: 'POST' })).status).toBe(404);
    expect(await state()).toBe('pending');
    expect((await fetch(newer!, { method: 'POST' })).status).toBe(200);
    expect(await state()).toBe('confirmed');
    expect((await caller.get<SettingsView>('/settings')).forwardsTo).toBe(address);
    await caller.post('/settings/forward-address', { scope: 'user', address: null });
    expect(await state()).toBe('none');
  });

  test('a confirmation link dies after three days', async () => {
    const address = 'late@post.example';
    await caller.post('/settings/forward-address', { scope: 'user', address });
    const mail = await until(() => sandbox.sendgrid.mailbox(address)[0] ?? null, 'the question leaves');
    sandbox.clock.advance('+73h');
    const link = /https?:\/\/\S+confirm-address\/\S+/.exec(mail.text)![0];
    expect((await fetch(link, { method: 'POST' })).status).toBe(404);
  });
});

test('the health list is green where all is well, and names what is not', async () => {
  const { checks } = await caller.get<HealthView>('/health');
  expect(checks.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'connection ok',
    'scopes ok',
    'properties ok',
    'mail_domain ok',
    'forward_target ok',
    'ai ok',
  ]);
  await caller.post('/settings', { settings: { ai: false, forward: false } });
  const after = await caller.get<HealthView>('/health');
  expect(after.checks.filter(({ state }) => state !== 'ok')).toMatchObject([
    { name: 'forward_target', problem: 'forward_off' },
    { name: 'ai', problem: 'ai_off' },
  ]);
  await caller.post('/settings', { settings: { ai: true, forward: true } });
});

test('what the account did not grant is named: an error where the app cannot do without it', async () => {
  const { sql } = sandbox.app.context;
  const [{ scopes }] = (await sql`select scopes from portals`) as unknown as [{ scopes: string[] }];
  const scopesCheck = async (granted: string[]) => {
    await sql`update portals set scopes = ${granted}`;
    return (await caller.get<HealthView>('/health')).checks.find(({ name }) => name === 'scopes');
  };
  const without = (...names: string[]) => scopes.filter((scope) => !names.includes(scope));
  expect(await scopesCheck(without('files'))).toMatchObject({ state: 'warning', names: ['files'] });
  expect(await scopesCheck(without('files', 'crm.objects.owners.read'))).toMatchObject({
    state: 'error',
    names: ['crm.objects.owners.read', 'files'],
  });
  // A plan without workflows cannot grant this: nothing to do, and the list is green.
  expect(await scopesCheck(without('automation'))).toMatchObject({
    state: 'ok',
    problem: 'not_in_plan',
    names: ['automation'],
  });
  await sql`update portals set scopes = ${scopes}`;
});

test('the analysis can be tried, and leaves nothing behind', async () => {
  const count = async () => (await sandbox.app.database.sql`select count(*)::integer as n from analyses`)[0]!.n;
  const before = await count();
  const tried = await caller.post<TriedAnalysis>('/analysis/try', {
    text: 'We want to buy 20 more seats. Please send a quote.',
  });
  expect(tried.analysis.response_type).toBe('high_value');
  expect(await count()).toBe(before);
});

test('no mail, address or token reaches the log', async () => {
  const log = sandbox.logLines();
  for (const secret of ['I will read it', 'john.carter@northwind', 'ana.privat@post', 'reply+', 'She wants a demo']) {
    expect(log).not.toContain(secret);
  }
});
