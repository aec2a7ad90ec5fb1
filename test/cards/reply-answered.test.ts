import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ContactSummary } from '../../cards/dto/contact.ts';
import { until } from '../sandbox/play/until.ts';
import { passTime, type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { type Caller, createCaller, customerMail, hubspotIdOf, sendTracked } from './support.ts';

let sandbox: TestSandbox;
let caller: Caller;
beforeAll(async () => {
  sandbox = await testSandbox();
  caller = createCaller(sandbox);
});
afterAll(() => sandbox.close());

const MINUTE_MS = 60_000;
const HOT = 'Yes please, send me the prices. We want to upgrade all three shops now.';

/** A reply that is analyzed and waits. */
async function reply(name: string): Promise<{ contact: string; messageId: string }> {
  const contact = hubspotIdOf(sandbox, name);
  const { replyTo, to } = await sendTracked(sandbox, caller, contact, `Prices for ${name}`);
  await customerMail(sandbox, { from: to, to: replyTo, subject: `Re: Prices for ${name}`, text: HOT });
  const messageId = await until(async () => {
    const { latestReply } = await caller.get<ContactSummary>(`/contacts/${contact}/summary`);
    return latestReply?.analysis ? latestReply.id : null;
  }, 'the reply is analyzed');
  return { contact, messageId };
}

const events = (contact: string) =>
  sandbox.hubspot
    .timeline(contact)
    .filter(({ eventTypeName }) => eventTypeName === 'reply_answered')
    .map(({ properties }) => properties);
const answered = (contact: string) => until(() => events(contact)[0] ?? null, 'HubSpot has the event');
const property = (contact: string) => sandbox.hubspot.contact(contact)?.properties.reply_minutes_to_answer;

test('“Done” is no answer', async () => {
  const { contact } = await reply('Nakamura');
  await caller.post(`/contacts/${contact}/done`);
  await until(
    () =>
      sandbox.hubspot.timeline(contact).some(({ properties }) => properties.hs_task_status === 'COMPLETED')
        ? true
        : null,
    'its task is done',
  );
  expect(events(contact)).toEqual([]);
});

test('a call that is logged later counts to when it took place', async () => {
  const { contact } = await reply('Carter');
  await passTime(sandbox, 95 * 60);
  const occurredAt = new Date(sandbox.clock.now().getTime() - 30 * MINUTE_MS).toISOString();
  await caller.post(`/contacts/${contact}/log`, {
    direction: 'outgoing',
    channel: 'call',
    occurredAt,
    text: 'Told the price.',
  });
  expect(await answered(contact)).toEqual({ minutes_to_answer: '65', response_type: 'high_value', channel: 'call' });
  await until(() => property(contact) ?? null, 'the property is there');
  expect(property(contact)).toBe('65');
});

test('an answer that leaves later counts to when it left, and is told once it has', async () => {
  const { contact, messageId } = await reply('Shah');
  await passTime(sandbox, 10 * 60);
  const sendAt = new Date(sandbox.clock.now().getTime() + 120 * MINUTE_MS).toISOString();
  const mail = { subject: 'Re: Prices', text: 'Here they are.', answeredMessageId: messageId, sendAt };
  expect(await caller.post(`/contacts/${contact}/email`, mail)).toMatchObject({ ok: true });
  await until(
    async () => ((await caller.get<ContactSummary>(`/contacts/${contact}/summary`)).waiting ? null : true),
    'it waits no more',
  );
  expect(events(contact)).toEqual([]);
  await passTime(sandbox, 121 * 60);
  const { minutes_to_answer: minutes, ...rest } = await answered(contact);
  expect(Number(minutes)).toBeGreaterThanOrEqual(130);
  expect(Number(minutes)).toBeLessThan(140);
  expect(rest).toEqual({ response_type: 'high_value', channel: 'email' });
});
