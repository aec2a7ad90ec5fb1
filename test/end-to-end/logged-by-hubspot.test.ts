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
});
afterAll(() => sandbox.close());

const rep = () => sandbox.hubspot.portal().users[0]!.email;
const incoming = () =>
  sandbox.hubspot
    .timeline(sent.contactId)
    .filter(({ kind, properties }) => kind === 'email' && properties.hs_email_direction === 'INCOMING_EMAIL');

/** The customer answers the reply address; the rep gets the mail too, as these headers say, and HubSpot reads the rep's inbox. */
async function answer(messageId: string, text: string, copies: { to?: string; cc?: string }): Promise<void> {
  await createTransport({ ...sandbox.sendgrid.smtp, secure: false, ignoreTLS: true }).sendMail({
    envelope: { from: sent.contactAddress, to: sent.replyAddress },
    from: sent.contactAddress,
    to: copies.to ? `${sent.replyAddress}, ${copies.to}` : sent.replyAddress,
    cc: copies.cc,
    messageId: `<${messageId}>`,
    subject: `Re: ${sent.mail.subject}`,
    text,
  });
}
const effectOf = async (messageId: string) =>
  (
    await sandbox.app.context.sql<{ state: string; result_id: string | null }[]>`
      select e.state, e.result_id from effects e join messages m on m.id = e.message_id
      where e.kind = 'email_object' and m.message_id = ${messageId}`
  )[0];
const settled = (messageId: string) =>
  until(async () => {
    const effect = await effectOf(messageId);
    return effect?.state === 'done' ? effect : null;
  }, 'the reply is on the timeline');
const analyzed = (count: string) =>
  until(
    () => sandbox.hubspot.contact(sent.contactId)!.properties.reply_count === count || null,
    'its analysis is on the contact',
  );
async function later(time: string): Promise<void> {
  sandbox.clock.advance(time);
  await sandbox.app.context.queue.transact(async ({ enqueue }) => enqueue('sweep', {}));
}

test('a reply with the rep in Cc waits for HubSpot’s own email and is linked to it', async () => {
  await answer('first@mail.kunde.example', 'Please send me the price list.', {
    cc: `Ana Souza <${rep().toUpperCase()}>`,
  });
  await analyzed('1');
  expect(await effectOf('first@mail.kunde.example')).toMatchObject({ state: 'pending' });
  const [logged] = incoming();
  expect(logged?.properties.hs_email_message_id).toBe('<first@mail.kunde.example>');
  await later('6m');
  expect(await settled('first@mail.kunde.example')).toMatchObject({ result_id: `emails/${logged!.id}` });
  expect(incoming().map(({ id }) => id)).toEqual([logged!.id]);
});

test('where HubSpot logged nothing, the email object is ours', async () => {
  sandbox.hubspot.inbox.connect(false);
  await answer('second@mail.kunde.example', 'And how long is the contract?', { to: rep() });
  await analyzed('2');
  expect(incoming()).toHaveLength(1);
  await later('6m');
  await settled('second@mail.kunde.example');
  expect(incoming().map(({ properties }) => properties.hs_email_text?.trim())).toContain(
    'And how long is the contract?',
  );
  expect(incoming()).toHaveLength(2);
  sandbox.hubspot.inbox.connect(true);
});

test('a reply to the reply address alone waits for nothing', async () => {
  await answer('third@mail.kunde.example', 'We are eight shops by the way.', {});
  await settled('third@mail.kunde.example');
  expect(incoming()).toHaveLength(3);
});

test('a rep’s answer straight to the customer, which HubSpot logs from the rep’s inbox, stands there once', async () => {
  await createTransport({ ...sandbox.sendgrid.smtp, secure: false, ignoreTLS: true }).sendMail({
    envelope: { from: rep(), to: sent.replyAddress },
    from: rep(),
    to: sent.contactAddress,
    cc: sent.replyAddress,
    messageId: '<answer@mail.vendas.example>',
    subject: `Re: ${sent.mail.subject}`,
    text: 'Here is the price list.',
  });
  await until(async () => (await effectOf('answer@mail.vendas.example')) ?? null, 'the answer is placed');
  expect(await effectOf('answer@mail.vendas.example')).toMatchObject({ state: 'pending' });
  const own = () =>
    sandbox.hubspot
      .timeline(sent.contactId)
      .filter(({ properties }) => properties.hs_email_message_id === '<answer@mail.vendas.example>');
  expect(own()).toHaveLength(1);
  await later('6m');
  expect(await settled('answer@mail.vendas.example')).toMatchObject({ result_id: `emails/${own()[0]!.id}` });
  expect(own()).toHaveLength(1);
  expect(sandbox.hubspot.contacts().filter(({ properties }) => properties.email?.startsWith('reply+'))).toEqual([]);
});
