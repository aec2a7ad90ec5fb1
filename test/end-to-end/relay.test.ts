import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sent, sendOutreach } from '../sandbox/play/play.ts';
import { until } from '../sandbox/play/until.ts';
import type { Message } from '../sandbox/sendgrid/messages.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';

let sandbox: TestSandbox;
let sent: Sent;
beforeAll(async () => {
  sandbox = await testSandbox();
  sent = await sendOutreach(sandbox);
});
afterAll(() => sandbox?.close());

const rep = () => sandbox.hubspot.portal().users[0]!.email;
const customer = () => sent.contactAddress;
const sql = () => sandbox.app.context.sql;

type Mail = Parameters<ReturnType<typeof createTransport>['sendMail']>[0];
const post = (mail: Mail) =>
  createTransport({ ...sandbox.sendgrid.smtp, secure: false, ignoreTLS: true }).sendMail(mail);

const settled = () =>
  until(async () => {
    const [row] = await sql()<{ waiting: number }[]>`
      select (select count(*) from effects where state in ('pending', 'sending') and run_after <= ${sandbox.app.context.now()})::integer
           + (select count(*) from inbound where state = 'received')::integer as waiting`;
    return row?.waiting === 0 ? true : null;
  }, 'everything that was asked for is done');

/** Writes as the customer, in copy to others, and resolves with the forward. */
async function forwardOf(text: string, more: Partial<Mail> = {}): Promise<Message> {
  const before = sandbox.sendgrid.mailbox(rep()).length;
  await post({ from: customer(), to: sent.replyAddress, subject: `Re: ${sent.mail.subject}`, text, ...more });
  return until(() => sandbox.sendgrid.mailbox(rep())[before], 'the reply is forwarded');
}

/** Answers a forward as the rep, quoting all of it. */
function answer(forward: Message, mail: Mail) {
  const quote = forward.text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
  const { text, ...rest } = mail;
  return post({
    from: { name: 'Ana Souza', address: rep() },
    to: forward.replyTo.map(({ name, address }) => ({ name, address })),
    subject: `Re: ${forward.subject}`,
    inReplyTo: forward.messageId,
    references: `${forward.references} ${forward.messageId}`,
    text: `${text}\n\nOn Friday, ${forward.from.name} <${forward.from.address}> wrote:\n${quote}\n`,
    ...rest,
  });
}
const customerGot = (count: number) =>
  until(() => sandbox.sendgrid.messages(customer())[count], 'the customer has the answer');

const waiting = async () =>
  (
    await sql()<
      { count: number }[]
    >`select count(*)::integer as count from conversations where waiting_since is not null`
  )[0]!.count;

const outcome = async () =>
  (
    await sql()<{ kind: string; state: string; reason: string | null }[]>`
      select kind, state, reason from effects where kind like 'answer%' order by seq`
  ).map(({ kind, state, reason }) => [kind, state, reason]);

test('the rep’s answer reaches the customer under the rep’s name, with nothing of ours in it', async () => {
  const forward = await forwardOf('Could you send the price list?', {
    from: { name: 'Mariana Oliveira', address: customer() },
    cc: [{ name: 'Petra Vos', address: 'petra@padariasol.example' }],
    messageId: '<first@padariasol.example>',
  });
  expect(forward.text).toMatch(
    /^Mariana Oliveira · \S+ · in copy: Petra Vos · open in HubSpot: http\S+\/o\/\S{30}\n\n/,
  );
  const before = sandbox.sendgrid.messages(customer()).length;
  await answer(forward, { text: 'Here it is.\n\nAna', messageId: '<secret-of-the-rep@laptop.example>' });
  const got = await customerGot(before);
  expect(got).toMatchObject({
    from: { name: 'Ana Souza', address: expect.stringMatching(/^[\w.]+@vendas\.example$/) },
    to: [{ address: customer() }],
    cc: [{ name: 'Petra Vos', address: 'petra@padariasol.example' }],
    inReplyTo: '<first@padariasol.example>',
  });
  expect(got.replyTo[0]!.address).toMatch(/^reply\+[0-9a-z]{16}@reply\.vendas\.example$/);
  expect(got.replyTo[0]!.address).not.toBe(sent.replyAddress);
  const quoted = ['> ', '> Could you send the price list?', '> ', '> '];
  expect(got.text.trimEnd().split('\n')).toEqual([
    'Here it is.',
    '',
    'Ana',
    '',
    `On Friday, Mariana Oliveira <${customer()}> wrote:`,
    ...quoted.slice(0, -1),
    '>',
  ]);
  expect(got.references).not.toMatch(/laptop/);
});

test('the answer closes the conversation, and stands in HubSpot as an email, at once', async () => {
  const forward = await forwardOf('And the terms?');
  await until(async () => ((await waiting()) === 1 ? true : null), 'the customer waits');
  await settled();
  const emails = () =>
    sandbox.hubspot
      .timeline(sent.contactId)
      .filter(({ kind, properties }) => kind === 'email' && properties.hs_email_text?.startsWith('Thirty days.'));
  await answer(forward, { text: 'Thirty days.' });
  await until(async () => ((await waiting()) === 0 ? true : null), 'nobody waits');
  await until(() => emails()[0], 'the answer stands in HubSpot');
  await settled();
  expect(emails()).toHaveLength(1);
});

test('the same mail twice is one answer, also where the second was sent to somebody else too', async () => {
  const forward = await forwardOf('Once?');
  const before = sandbox.sendgrid.messages(customer()).length;
  const mail = { text: 'Once.', messageId: '<once@vendas.example>', date: new Date('2026-11-20T10:00:00Z') };
  await answer(forward, mail);
  await answer(forward, mail);
  await settled();
  expect(sandbox.sendgrid.messages(customer())).toHaveLength(before + 1);
});

test('a customer who stands in the rep’s own To gets no second copy, and the answer counts', async () => {
  const forward = await forwardOf('Direct?');
  const before = sandbox.sendgrid.messages(customer()).length;
  await answer(forward, { text: 'Direct.', cc: customer() });
  await settled();
  expect(sandbox.sendgrid.messages(customer())).toHaveLength(before);
  expect((await outcome()).at(-1)).toEqual(['answer_send', 'cancelled', 'already_addressed']);
  expect(await waiting()).toBe(0);
});

test('nothing but the quote comes back to the rep, and the customer goes on waiting', async () => {
  const forward = await forwardOf('Please send us the offer for 20 seats by Friday.');
  await answer(forward, { text: '' });
  const back = await until(
    () => sandbox.sendgrid.mailbox(rep()).find(({ subject }) => subject.startsWith('Not sent:')),
    'it comes back',
  );
  expect(back.text).toContain('It contained only the quoted email.');
  expect(await waiting()).toBe(1);
});

test('a placeholder that the rep’s program left in comes back to the rep', async () => {
  const { length } = sandbox.sendgrid.messages(customer());
  const forward = await forwardOf('And the name of our contact?');
  await answer(forward, {
    text: 'Hello {{ contact.firstname }}, the name that you asked for stands in the offer of last week.',
  });
  const back = await until(
    () => sandbox.sendgrid.mailbox(rep()).find(({ text }) => text.includes('It still contains a placeholder')),
    'it comes back',
  );
  expect(back.subject).toMatch(/^Not sent: /);
  expect(back.text).toContain('stands in the offer of last week');
  expect(sandbox.sendgrid.messages(customer())).toHaveLength(length);
  expect(await waiting()).toBe(1);
  await answer(forward, { text: 'Our templates say {{name}}, and {that} is fine.' });
  await customerGot(length);
});

test('a rep of whom nothing proves it is asked; only the button sends', async () => {
  const forward = await forwardOf('Could you send me the contract today?');
  const before = sandbox.sendgrid.messages(customer()).length;
  await answer(forward, { text: 'It is me.', headers: { 'X-Sandbox-Auth': 'none' } });
  const question = await until(
    () => sandbox.sendgrid.mailbox(rep()).find(({ subject }) => subject.startsWith('Is this email to')),
    'the rep is asked',
  );
  const link = /http\S+\/webhooks\/answer\/\S+/.exec(question.text)![0];
  const page = await fetch(link);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).toContain('It is me.');
  await settled();
  expect(sandbox.sendgrid.messages(customer())).toHaveLength(before);
  expect(await waiting()).toBe(1);

  const sentNow = await fetch(link, { method: 'POST', body: new URLSearchParams({ remember: 'yes' }) });
  expect(sentNow.status).toBe(200);
  expect((await customerGot(before)).text).toContain('It is me.');
  await settled();
  expect(await waiting()).toBe(0);
  expect((await fetch(link, { method: 'POST' })).status).toBe(404);
  expect((await fetch(link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).status).toBe(404);
});

test('an absence note of the rep and a bounce go nowhere', async () => {
  const forward = await forwardOf('Are you in?');
  const before = sandbox.sendgrid.messages(customer()).length;
  await answer(forward, { text: 'I am away until Monday.', headers: { 'Auto-Submitted': 'auto-replied' } });
  await settled();
  expect(sandbox.sendgrid.messages(customer())).toHaveLength(before);
  const [{ outcome: last } = { outcome: null }] = await sql()<{ outcome: string }[]>`
    select outcome from inbound order by received_at desc limit 1`;
  expect(last).toBe('rep_machine');
});

test('anybody else who holds the address is judged like the writer of a reply', async () => {
  const forward = await forwardOf('Between us.');
  const before = sandbox.sendgrid.mailbox(rep()).length;
  await answer(forward, { from: 'eve@elsewhere.example', text: 'Send the money to me.' });
  const second = await until(() => sandbox.sendgrid.mailbox(rep())[before], 'it is forwarded');
  expect(second.subject).toMatch(/^\[Unverified sender\] /);
});

test('past its ninety days what the rep wrote comes back with its text', async () => {
  const forward = await forwardOf('A last one.');
  sandbox.clock.advance(91 * 86_400_000);
  const before = sandbox.sendgrid.messages(customer()).length;
  await answer(forward, { text: 'Sorry for the delay.' });
  const back = await until(
    () => sandbox.sendgrid.mailbox(rep()).findLast(({ text }) => text.includes('Sorry for the delay.')),
    'it comes back',
  );
  expect(back.text).toContain('more than 90 days old');
  expect(sandbox.sendgrid.messages(customer())).toHaveLength(before);
});

test('the log of all this holds no address, token or word of a mail', () => {
  expect(sandbox.logLines()).not.toMatch(/padariasol|elsewhere\.example|reply\+|price list|It is me/i);
});
