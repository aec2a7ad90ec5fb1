import { Client } from '@hubspot/api-client';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sent, sendOutreach } from '../sandbox/play/play.ts';
import { playAnswer } from '../sandbox/play/story.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { settled } from '../support/settled.ts';

let sandbox: TestSandbox;
let sent: Sent;

beforeAll(async () => {
  sandbox = await testSandbox();
  sent = await sendOutreach(sandbox);
});
afterAll(() => sandbox.close());

const mailTo = (to: string, mail: { from: string; text: string; subject?: string; headers?: Record<string, string> }) =>
  createTransport({ ...sandbox.sendgrid.smtp, secure: false, ignoreTLS: true }).sendMail({
    to,
    subject: `Re: ${sent.mail.subject}`,
    ...mail,
  });
const rep = () => sandbox.hubspot.portal().users[0]!.email;
const properties = () => sandbox.hubspot.contact(sent.contactId)!.properties;
test('a real mail takes the whole way, and a HubSpot client reads the result', async () => {
  const told: string[] = [];
  await playAnswer(sandbox, sent, (line) => told.push(line));
  await settled(sandbox);
  expect(told.map((line) => line.split(' ')[0])).toEqual([
    'sent',
    'received',
    'matched',
    'forwarded',
    'analyzed',
    'timeline',
    'properties',
    'task',
  ]);
  const client = new Client({ basePath: sandbox.hubspot.url, accessToken: sandbox.hubspot.privateToken() });
  const contact = await client.crm.contacts.basicApi.getById(sent.contactId, [
    'reply_response_type',
    'reply_count',
    'reply_product_usage',
    'reply_monthly_volume',
  ]);
  expect(contact.properties).toMatchObject({ reply_response_type: 'high_value', reply_count: '1' });
  expect(contact.properties.reply_monthly_volume).toContain('12 mil');
});

test('the forward comes from an address of ours that takes the answer, and answers nobody by itself', () => {
  const forward = sandbox.sendgrid.mailbox(rep()).at(-1)!;
  expect(forward.from.address).toMatch(/^reply\+[0-9a-z]{16}@reply\.vendas\.example$/);
  expect(forward.from.address).not.toBe(sent.replyAddress);
  expect(forward.replyTo).toEqual([forward.from]);
  expect(forward.headers).toMatchObject({ 'auto-submitted': 'auto-generated', 'x-auto-response-suppress': 'All' });
});

test('the rep’s own answer closes the conversation and its task', async () => {
  const tracked = sandbox.sendgrid.mailbox(rep()).at(-1)!.replyTo[0]!.address;
  await mailTo(tracked, { from: rep(), text: 'Oi Mariana, segue a tabela. Quinta às 10h?' });
  await settled(sandbox);
  expect(properties().reply_waiting_since ?? '').toBe('');
  const task = sandbox.hubspot.timeline(sent.contactId).find(({ kind }) => kind === 'task');
  expect(task?.properties.hs_task_status).toBe('COMPLETED');
  expect(sandbox.hubspot.timeline(sent.contactId).filter(({ kind }) => kind === 'email')).toHaveLength(3);
});

test('an out-of-office note changes no property and makes no task', async () => {
  const before = { ...properties() };
  const tasks = sandbox.hubspot.timeline(sent.contactId).filter(({ kind }) => kind === 'task').length;
  await mailTo(sent.replyAddress, {
    from: sent.contactAddress,
    subject: 'Resposta automática: fora do escritório',
    text: 'Estou de férias até 7 de dezembro. Em caso de urgência, fale com Paulo.',
    headers: { 'Auto-Submitted': 'auto-replied' },
  });
  await settled(sandbox);
  expect(properties()).toEqual(before);
  expect(sandbox.hubspot.timeline(sent.contactId).filter(({ kind }) => kind === 'task')).toHaveLength(tasks);
});

test('a stranger who got hold of the address is forwarded and shown, but changes nothing', async () => {
  const before = { ...properties() };
  const forwards = sandbox.sendgrid.mailbox(rep()).length;
  await mailTo(sent.replyAddress, {
    from: 'eve@elsewhere.example',
    text: 'Please cancel the contract and unsubscribe us.',
  });
  await settled(sandbox);
  expect(properties()).toEqual(before);
  expect(sandbox.sendgrid.mailbox(rep())).toHaveLength(forwards + 1);
  const [held] = await sandbox.app.context.sql`select count(*)::integer as count from effects where state = 'held'`;
  expect(held!.count).toBeGreaterThan(0);
  const [suppressed] = await sandbox.app.context.sql`select count(*)::integer as count from suppressions`;
  expect(suppressed!.count).toBe(0);
});

test('a mail that fails its sender’s own check is forwarded with a mark and written nowhere', async () => {
  const timeline = sandbox.hubspot.timeline(sent.contactId).length;
  await mailTo(sent.replyAddress, {
    from: sent.contactAddress,
    text: 'Pay the invoice to this new account.',
    headers: { 'X-Sandbox-Auth': 'fail' },
  });
  await settled(sandbox);
  expect(sandbox.hubspot.timeline(sent.contactId)).toHaveLength(timeline);
});

test('the log of all this holds no address, token or word of a mail', () => {
  const log = sandbox.logLines();
  expect(log).not.toMatch(/padariasol|elsewhere\.example|reply\+|plano Pro|férias|invoice/i);
  expect(log).not.toContain(sent.replyAddress.slice(6, 22));
});

test('an idle connection outlives the proxy’s own patience', async () => {
  const { headers } = await fetch(`${sandbox.app.url}/healthz`);
  expect(headers.get('keep-alive')).toBe('timeout=65');
});
