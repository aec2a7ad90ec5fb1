import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TimelineMessage, TimelinePage } from '../../cards/dto/timeline.ts';
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
afterAll(() => sandbox.close());

const onRecord = (kind: string, words: string) =>
  sandbox.hubspot
    .timeline(john)
    .find((item) => item.kind === kind && JSON.stringify(item.properties).includes(words)) ?? null;

/** A reply to a fresh tracked email, as the timeline shows it once it is analyzed. */
async function reply(from: string | null, text: string, authentication: 'pass' | 'fail'): Promise<TimelineMessage> {
  const { replyTo, to } = await sendTracked(sandbox, caller, john, text.slice(0, 20));
  await customerMail(sandbox, { from: from ?? to, to: replyTo, subject: 'Re: it', text, authentication });
  return until(async () => {
    const { messages } = await caller.get<TimelinePage>(`/contacts/${john}/timeline`);
    const found = messages.find((message) => message.text === text);
    const rows = found ? await sandbox.app.context.sql`select 1 from analyses where message_id = ${found.id}` : [];
    return found && rows.length > 0 ? found : null;
  }, 'the reply is analyzed');
}

test('a sender who failed the check is accepted by nobody who was not asked back', async () => {
  const text = 'Please pay to this new account.';
  const { id, mail } = await reply(null, text, 'fail');
  expect(mail).toMatchObject({ trust: 'failed', held: true });
  expect(onRecord('task', 'Is this')).toBeNull();
  expect(await caller.post(`/messages/${id}/accept-sender`)).toMatchObject({ ok: false, code: 'not_confirmed' });
  expect(onRecord('email', text)).toBeNull();
  const accepted = await caller.post<{ message: TimelineMessage }>(`/messages/${id}/accept-sender`, {
    confirmed: true,
  });
  expect(accepted.message.mail).toMatchObject({ held: false });
  await until(() => onRecord('email', text), 'the mail stands on the record');
});

test('a stranger’s reply is a marked note and a question, which its acceptance closes', async () => {
  const text = 'We want to buy the pro plan for all shops. Please send us a contract today.';
  const { id, analysis, actionItems } = await reply('eve@elsewhere.example', text, 'pass');
  expect([analysis, actionItems]).toEqual([null, []]);
  const note = await until(() => onRecord('note', 'buy the pro plan'), 'the note is there');
  expect(note.properties.hs_note_body).toContain('Unverified sender');
  expect(onRecord('email', 'buy the pro plan')).toBeNull();
  const question = await until(() => onRecord('task', 'Is this'), 'somebody is asked');
  expect(JSON.stringify(question.properties)).toContain('eve@elsewhere.example');
  expect(question.properties.hs_task_status).toBe('NOT_STARTED');

  expect(await caller.post(`/messages/${id}/accept-sender`)).toMatchObject({ ok: true });
  await until(
    () => (onRecord('task', 'Is this')?.properties.hs_task_status === 'COMPLETED' ? true : null),
    'it is closed',
  );
  const work = await until(() => onRecord('task', 'High-value'), 'its own task goes out');
  expect(work.properties.hs_task_status).toBe('NOT_STARTED');
});
