import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { queueTrackedSend } from '../../lib/conversations/tracked-emails.ts';
import { readRecipient } from '../../lib/hubspot/recipients.ts';
import { changeSettings, readPortal } from '../../lib/portals/portals.ts';
import { until } from '../sandbox/play/until.ts';
import { passTime, type TestSandbox, testSandbox } from '../support/sandbox.ts';

const SUBJECT = 'Offer';
let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox();
});
afterAll(() => sandbox.close());

const customer = () => sandbox.hubspot.contacts()[0]!.properties.email!;
const sql = () => sandbox.app.context.sql;

/** Sends a tracked email for a rep and returns its reply address. */
async function sendFor(address: string): Promise<string> {
  const { context } = sandbox.app;
  const before = sandbox.sendgrid.messages(customer()).length;
  const recipient = (await readRecipient(context.portalClient(sandbox.portalId), sandbox.hubspot.contacts()[0]!.id))!;
  const portal = await readPortal(context.sql, sandbox.portalId);
  const rep = { userId: null, ownerId: null, name: address, address };
  const email = {
    portal,
    recipient,
    rep,
    subject: SUBJECT,
    text: 'Hello',
    automated: false,
    key: `${address}:${before}`,
  };
  const options = { signingKey: context.signingKey, keyring: context.keyring, now: context.now() };
  const { outcome } = await context.queue.transact((tx) => queueTrackedSend(tx, email, options));
  if (outcome !== 'queued') throw new Error(outcome);
  return (await until(() => sandbox.sendgrid.messages(customer())[before], 'the email is sent')).replyTo[0]!.address;
}
const mail = (from: string, to: string, text: string, headers: Record<string, string> = {}) =>
  createTransport({ ...sandbox.sendgrid.smtp, secure: false, ignoreTLS: true }).sendMail({
    from,
    to,
    subject: `Re: ${SUBJECT}`,
    text,
    headers,
  });
const outcomes = async () =>
  (await sql()<{ outcome: string | null }[]>`select outcome from inbound order by received_at`).map(
    (row) => row.outcome,
  );
const waiting = async () =>
  (
    await sql()<
      { count: number }[]
    >`select count(*)::integer as count from conversations where waiting_since is not null`
  )[0]!.count;

test('a reply goes to the rep whose mail it answers, also where another has written since', async () => {
  await changeSettings(sql(), sandbox.portalId, { answersThrough: 'own_address' }, sandbox.app.context.now());
  const toAnna = await sendFor('anna@vendas.example');
  await sendFor('bruno@vendas.example');
  await mail(customer(), toAnna, 'For Anna, please.');
  await until(() => sandbox.sendgrid.messages('anna@vendas.example')[0], 'Anna has the reply');
  expect(sandbox.sendgrid.messages('bruno@vendas.example')).toEqual([]);
});

test('a rep’s absence note does not end the customer’s waiting; the rep’s answer does', async () => {
  const address = await sendFor('anna@vendas.example');
  await until(async () => ((await waiting()) === 0 ? true : null), 'nothing waits');
  await mail(customer(), address, 'Are you there?');
  await until(async () => ((await waiting()) === 1 ? true : null), 'the customer waits');
  await mail('anna@vendas.example', address, 'I am away until Monday.', { 'Auto-Submitted': 'auto-replied' });
  await until(async () => ((await outcomes()).includes('rep_machine') ? true : null), 'the note is dropped');
  expect(await waiting()).toBe(1);
  await mail('anna@vendas.example', address, 'Yes, I am.');
  await until(async () => ((await waiting()) === 0 ? true : null), 'the customer is answered');
});

test('a mail that cannot be put together is tried again, and said', async () => {
  const { context } = sandbox.app;
  const address = await sendFor('anna@vendas.example');
  const before = sandbox.sendgrid.messages('anna@vendas.example').length;
  const { show } = context.mailReader;
  context.mailReader.show = async () => {
    throw new Error('nothing can be shown');
  };
  await mail(customer(), address, 'What now?');
  const [effect] = await until(async () => {
    const rows = await sql()<{ state: string; reason: string }[]>`
      select state, reason from effects where kind = 'forward' and attempts > 0 and reason is not null`;
    return rows.length > 0 ? rows : null;
  }, 'the forward failed');
  expect(effect).toMatchObject({ state: 'pending', reason: 'not_composed' });
  context.mailReader.show = show;
  await passTime(sandbox, 5);
  await until(
    () => (sandbox.sendgrid.messages('anna@vendas.example').length > before ? true : null),
    'the forward arrives once it can be put together',
  );
});
