import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sent, sendOutreach } from '../sandbox/play/play.ts';
import { until } from '../sandbox/play/until.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';

let sandbox: TestSandbox;
let sent: Sent;

beforeAll(async () => {
  sandbox = await testSandbox();
  sent = await sendOutreach(sandbox);
  await until(
    () => sandbox.hubspot.contact(sent.contactId)!.properties.reply_address || null,
    'the address is on the contact',
  );
});
afterAll(() => sandbox.close());

const answer = (to: string, text: string) =>
  createTransport({ ...sandbox.sendgrid.smtp, secure: false, ignoreTLS: true }).sendMail({
    from: sent.contactAddress,
    to,
    subject: `Re: ${sent.mail.subject}`,
    text,
    inReplyTo: sent.mail.messageId,
  });
const mailbox = () => sandbox.sendgrid.mailbox(sandbox.hubspot.portal().users[0]!.email);
const query = () => sandbox.app.context.sql<{ reason: string; from_address: string; portal_id: number }[]>`
  select reason, from_address, portal_id from quarantine order by received_at`;

test('an answer to an address of 91 days ago is kept, told to the rep once and written nowhere', async () => {
  sandbox.clock.advance('+91d');
  const before = {
    timeline: sandbox.hubspot.timeline(sent.contactId).length,
    properties: { ...sandbox.hubspot.contact(sent.contactId)!.properties },
  };
  await answer(sent.replyAddress, 'Sorry for the delay, we want to buy now. See https://pay.example/x?y=1');
  await until(() => mailbox().at(-1), 'the rep is told');
  await answer(sent.replyAddress, 'Are you there?');
  const kept = await until(
    async () => ((await query()).length === 2 ? query() : null),
    'both mails are in the quarantine',
  );
  expect(kept).toMatchObject([
    { reason: 'expired_token', from_address: sent.contactAddress, portal_id: sandbox.portalId },
    { reason: 'expired_token', from_address: sent.contactAddress, portal_id: sandbox.portalId },
  ]);
  expect(mailbox()).toHaveLength(1);
  const notice = mailbox()[0]!;
  expect(notice.text).toContain(sent.mail.subject);
  expect(notice.text).toContain('“Sorry for the delay, we want to buy now. See …”');
  expect(notice.text).toMatch(/https:\/\/app\.hubspot\.com\/app\/\d+\/\d+\/late\n/);
  expect(sandbox.hubspot.timeline(sent.contactId)).toHaveLength(before.timeline);
  expect(sandbox.hubspot.contact(sent.contactId)!.properties).toEqual(before.properties);
});

test('the link in that mail adds the reply to its contact: its page shows it, and only its button does it', async () => {
  const link = /https?:\/\/\S+\/webhooks\/late\/\S+/.exec(mailbox()[0]!.text)![0];
  const page = await fetch(link);
  const html = await page.text();
  expect(html).toContain(sent.contactAddress);
  expect(html).toContain('Sorry for the delay, we want to buy now.');
  const replies = async () =>
    (await sandbox.app.database.sql`select 1 from messages where kind = 'reply' and direction = 'incoming'`).length;
  const before = await replies();
  expect((await fetch(`${link}x`)).status).toBe(404);
  expect((await fetch(link)).status).toBe(200);
  expect(await replies()).toBe(before);

  expect((await fetch(link, { method: 'POST' })).status).toBe(200);
  await until(async () => ((await replies()) === before + 1 ? true : null), 'the reply is there');
  for (const method of ['GET', 'POST']) expect((await fetch(link, { method })).status).toBe(404);
  // Of the two late ones the other still waits.
  const kept = await sandbox.app.database.sql`
    select 1 from quarantine where reason = 'expired_token' and attached_message_id is null`;
  expect(kept).toHaveLength(1);
});

test('a new send gives a new address, and that one works', async () => {
  const again = await sendOutreach(sandbox);
  expect(again.replyAddress).not.toBe(sent.replyAddress);
  await answer(again.replyAddress, 'Here we are. Please send us the price list for all eight shops.');
  await until(
    () => sandbox.hubspot.contact(sent.contactId)!.properties.reply_count === '2' || null,
    'the reply is analyzed and written, beside the late one',
  );
  expect(sandbox.hubspot.contact(sent.contactId)!.properties.reply_response_type).toBeTruthy();
});

test.each([
  ['an address that never existed', 'reply+0000000000000000@reply.vendas.example', 'unknown_token'],
  ['no token at all', 'reply@reply.vendas.example', 'no_token'],
])('%s ends in the operator’s quarantine, shown to no portal', async (_what, to, reason) => {
  const transport = createTransport({ ...sandbox.sendgrid.smtp, secure: false, ignoreTLS: true });
  const taken = await transport.sendMail({
    from: 'someone@elsewhere.example',
    to,
    subject: 'Hello',
    text: 'Hello there',
  });
  expect(taken.accepted).toEqual([to]);
  const row = await until(
    async () => (await query()).find((one) => one.reason === reason),
    'the mail is in the quarantine',
  );
  expect(row.portal_id).toBeNull();
});
