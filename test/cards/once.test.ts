import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContactSummary } from '../../cards/dto/contact.ts';
import type { TimelinePage } from '../../cards/dto/timeline.ts';
import { until } from '../sandbox/play/until.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { type Caller, createCaller, customerMail, hubspotIdOf, sendTracked } from './support.ts';

let sandbox: TestSandbox;
let caller: Caller;
let john: string;
beforeAll(async () => {
  sandbox = await testSandbox();
  caller = createCaller(sandbox);
  john = hubspotIdOf(sandbox, 'Carter');
});
afterAll(() => sandbox?.close());

const key = (name: string) => `${name}-${'0'.repeat(16)}`;
const count = async (query: string) => Number((await sandbox.app.database.sql.unsafe(query))[0]?.n);

/** The same POST three times, two of them at once, as a retrying proxy may send it. */
async function thrice(path: string, body: object) {
  const both = await Promise.all([caller.post(path, body), caller.post(path, body)]);
  return [...both, await caller.post(path, body)];
}

describe('the same POST again does one thing and gets the same answer', () => {
  test('an email is sent once', async () => {
    const answers = await thrice(`/contacts/${john}/email`, { key: key('mail'), subject: 'Once only', text: 'Hello' });
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
    await until(
      () => sandbox.sendgrid.messages().find(({ subject }) => subject === 'Once only') ?? null,
      'the mail leaves',
    );
    expect(sandbox.sendgrid.messages().filter(({ subject }) => subject === 'Once only')).toHaveLength(1);
    expect(await count(`select count(*) n from messages where kind = 'sent'`)).toBe(1);
  });

  test('a call is logged once', async () => {
    const entry = {
      key: key('log'),
      direction: 'incoming',
      channel: 'call',
      occurredAt: sandbox.clock.now().toISOString(),
      text: 'They called.',
    };
    const answers = await thrice(`/contacts/${john}/log`, entry);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(await count(`select count(*) n from messages where kind = 'logged'`)).toBe(1);
    await until(
      () =>
        sandbox.hubspot
          .timeline(john)
          .find(({ kind, properties }) => kind === 'note' && properties.hs_note_body?.includes('They called')) ?? null,
      'the note is written',
    );
    const notes = sandbox.hubspot
      .timeline(john)
      .filter(({ properties }) => properties.hs_note_body?.includes('They called'));
    expect(notes).toHaveLength(1);
  });

  test('a status is changed once, and stands on the timeline once', async () => {
    await thrice(`/contacts/${john}/status`, { key: key('status'), status: 'interested' });
    expect(
      await count(`select count(*) n from messages where kind = 'status_change' and change->>'to' = 'interested'`),
    ).toBe(1);
  });

  test('“Answered”, a tick, an acceptance and a correction each count once', async () => {
    const { replyTo, to } = await sendTracked(sandbox, caller, john, 'Prices');
    await customerMail(sandbox, {
      from: 'stranger@else.example',
      to: replyTo,
      subject: 'Re: Prices',
      text: 'Please send me the price list. We want to upgrade now.',
    });
    const ofStranger = async () => {
      const { messages } = await caller.get<TimelinePage>(`/contacts/${john}/timeline`);
      return messages.find(({ author }) => author.address === 'stranger@else.example') ?? null;
    };
    const held = await until(ofStranger, `the reply to ${to} is there`);
    await until(
      async () => ((await count(`select count(*) n from analyses where message_id = '${held.id}'`)) ? true : null),
      'it is analyzed',
    );
    expect(await ofStranger()).toMatchObject({ analysis: null, analysisState: 'none', actionItems: [] });

    await thrice(`/messages/${held.id}/accept-sender`, { key: key('accept') });
    expect(await count(`select count(*) n from messages where accepted_at is not null`)).toBe(1);

    const reply = (await ofStranger())!;
    const item = reply.actionItems[0]!;
    await thrice(`/action-items/${item.id}`, { key: key('tick'), done: true });
    expect(await count(`select count(*) n from action_items where done_at is not null`)).toBe(1);

    const fields = { response_type: 'needs_handling' };
    const answers = await thrice(`/messages/${reply.id}/correction`, {
      key: key('correct'),
      version: reply.analysis!.version,
      fields,
    });
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(await count(`select count(*) n from analyses where corrected_by is not null`)).toBe(1);

    await thrice(`/contacts/${john}/done`, { key: key('answered') });
    const { waiting } = await caller.get<ContactSummary>(`/contacts/${john}/summary`);
    expect(waiting).toBeNull();
    const done = `from effects where kind = 'task_completion' and key like '%answered-000%'`;
    expect(await count(`select count(*) n ${done}`)).toBe(
      await count(`select count(distinct conversation_id) n ${done}`),
    );
  });

  test('a confirmation mail is sent once', async () => {
    await thrice('/settings/forward-address', {
      key: key('forward-address'),
      scope: 'user',
      address: 'ana@post.example',
    });
    await until(() => sandbox.sendgrid.mailbox('ana@post.example')[0] ?? null, 'the question leaves');
    expect(sandbox.sendgrid.mailbox('ana@post.example')).toHaveLength(1);
  });

  test('another click is another thing', async () => {
    const entry = {
      direction: 'outgoing',
      channel: 'chat',
      occurredAt: sandbox.clock.now().toISOString(),
      text: 'We answered.',
    };
    await caller.post(`/contacts/${john}/log`, entry);
    await caller.post(`/contacts/${john}/log`, entry);
    expect(await count(`select count(*) n from messages where kind = 'logged' and channel = 'chat'`)).toBe(2);
  });
});
