import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { suppress } from '../../lib/conversations/suppressions.ts';
import { queueTrackedSend, type TrackedEmail } from '../../lib/conversations/tracked-emails.ts';
import { readRecipient } from '../../lib/hubspot/recipients.ts';
import { claimEffect, markSending } from '../../lib/outbox/effects.ts';
import { changeSettings, readPortal } from '../../lib/portals/portals.ts';
import { until } from '../sandbox/play/until.ts';
import { passTime, type TestSandbox, testSandbox } from '../support/sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.sendgrid.clearFaults());

const contact = (n: number) => sandbox.hubspot.contacts()[n]!;
const user = () => sandbox.hubspot.portal().users[0]!;
const effect = async (messageId: string) =>
  (
    await sandbox.app.context.sql<
      { id: string; state: string }[]
    >`select id, state from effects where message_id = ${messageId} and kind = 'tracked_send'`
  )[0]!;
let sends = 0;

async function send(n: number, changes: Partial<TrackedEmail> = {}) {
  const { context } = sandbox.app;
  const recipient = (await readRecipient(context.portalClient(sandbox.portalId), contact(n).id))!;
  const portal = await readPortal(context.sql, sandbox.portalId);
  const rep = { userId: String(user().id), ownerId: null, name: 'Ana Souza', address: user().email };
  const email = {
    portal,
    recipient,
    rep,
    subject: 'Hello',
    text: 'Do you need anything?',
    automated: false,
    key: `test-${sends++}`,
    ...changes,
  };
  const options = { signingKey: context.signingKey, keyring: context.keyring, now: context.now() };
  return context.queue.transact((tx) => queueTrackedSend(tx, email, options));
}
const sent = async (n: number) => {
  const outcome = await send(n);
  if (outcome.outcome !== 'queued') throw new Error(outcome.outcome);
  await until(async () => ((await effect(outcome.messageId)).state === 'done' ? true : null), 'the mail is sent');
  return outcome;
};
const answer = (to: string, from: string, text: string, headers: Record<string, string> = {}) =>
  createTransport({ ...sandbox.sendgrid.smtp, secure: false, ignoreTLS: true }).sendMail({
    from,
    to,
    subject: 'Re: Hello',
    text,
    headers,
  });
const addressOf = (n: number) => sandbox.sendgrid.messages(contact(n).properties.email).at(-1)!.replyTo[0]!.address;

test('a tracked email carries the reply address, one-click unsubscribe and no tracking, and goes out once', async () => {
  const outcome = await sent(0);
  expect(await send(0, { key: `test-${sends - 1}` })).toMatchObject({ messageId: outcome.messageId });
  const [mail, ...more] = sandbox.sendgrid.messages(contact(0).properties.email);
  expect(more).toEqual([]);
  expect(mail!.from).toEqual({ name: 'Ana Souza', address: 'ana.souza@vendas.example' });
  expect(mail!.replyTo[0]!.address).toMatch(/^reply\+[0-9a-hjkmnp-tv-z]{16}@reply\.vendas\.example$/);
  expect(mail!.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
  expect(mail!.messageId).not.toContain(mail!.replyTo[0]!.address.slice(6, 22));
});

test('one click in the mail ends all mailing to that contact', async () => {
  await sent(1);
  const mail = sandbox.sendgrid.messages(contact(1).properties.email).at(-1)!;
  const link = /<([^>]+)>/.exec(mail.headers['list-unsubscribe']!)![1]!;
  expect((await fetch(link)).status).toBe(200);
  expect(await send(1)).toMatchObject({ outcome: 'queued' });
  expect(
    (await fetch(link, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })).status,
  ).toBe(200);
  expect(await send(1)).toEqual({ outcome: 'suppressed' });
  expect((await fetch(`${link}x`, { method: 'POST' })).status).toBe(404);
});

test('what may not be sent is refused by name', async () => {
  const { sql, now } = sandbox.app.context;
  const recipient = (await readRecipient(sandbox.app.context.portalClient(sandbox.portalId), contact(2).id))!;
  expect(await send(2, { recipient: { ...recipient, addresses: [] } })).toEqual({ outcome: 'no_address' });
  expect(await send(2, { recipient: { ...recipient, optedOut: true } })).toEqual({ outcome: 'opted_out' });
  await suppress(sql, { portalId: sandbox.portalId, address: recipient.addresses[0]!, reason: 'asked' }, now());
  expect(await send(2)).toEqual({ outcome: 'suppressed' });
  await changeSettings(sql, sandbox.portalId, { dailyCap: 1 }, now());
  expect(await send(3)).toEqual({ outcome: 'capped' });
  await changeSettings(sql, sandbox.portalId, { dailyCap: 500 }, now());
});

/** A tracked email whose process died at its sending: the lease has run out before its job comes to it. */
async function cutOff(person: number, { left }: { left: boolean }): Promise<string> {
  const { context } = sandbox.app;
  const recipient = (await readRecipient(context.portalClient(sandbox.portalId), contact(person).id))!;
  const portal = await readPortal(context.sql, sandbox.portalId);
  const rep = { userId: null, ownerId: null, name: 'Ana', address: user().email };
  const key = `crash ${left}`;
  const email = { portal, recipient, rep, subject: 'Hi', text: 'Hi', automated: false, key };
  const options = { signingKey: context.signingKey, keyring: context.keyring, now: context.now() };
  return context.queue.transact(async (tx) => {
    const queued = await queueTrackedSend(tx, email, options);
    if (!('messageId' in queued)) throw new Error(queued.outcome);
    const [{ id } = { id: '' }] = await tx.sql<
      { id: string }[]
    >`select id from effects where message_id = ${queued.messageId}`;
    const over = { now: context.now(), leaseMs: -1 };
    const claimed = await claimEffect(tx.sql, { id, ...over });
    if (left) await markSending(tx.sql, claimed!, over);
    return queued.messageId;
  });
}
const settled = (messageId: string, state: string) =>
  until(async () => ((await effect(messageId)).state === state ? true : null), `the effect is ${state}`);

test('an email to a customer whose request had left at a crash is shown as unknown, never sent again by itself', async () => {
  const before = sandbox.sendgrid.messages(contact(3).properties.email).length;
  await settled(await cutOff(3, { left: true }), 'unknown');
  expect(sandbox.sendgrid.messages(contact(3).properties.email)).toHaveLength(before);
});

test('an email to a customer whose request had not left at a crash is sent', async () => {
  const before = sandbox.sendgrid.messages(contact(3).properties.email).length;
  await settled(await cutOff(3, { left: false }), 'done');
  expect(sandbox.sendgrid.messages(contact(3).properties.email)).toHaveLength(before + 1);
});

test('an answer that was lost on the way settles by SendGrid’s own event', async () => {
  sandbox.sendgrid.fault({ match: '/v3/mail/send', effect: 'lost-answer', times: 1 });
  const outcome = await send(4);
  if (!('messageId' in outcome)) throw new Error(outcome.outcome);
  await until(
    async () => ((await effect(outcome.messageId)).state === 'done' ? true : null),
    'the event settles the mail',
  );
  expect(sandbox.sendgrid.messages(contact(4).properties.email)).toHaveLength(1);
});

test('a forward that SendGrid does not take at first reaches the rep once it does', async () => {
  await sent(5);
  const before = sandbox.sendgrid.mailbox(user().email).length;
  sandbox.sendgrid.fault({ match: '/v3/mail/send', effect: 503, times: 1 });
  await answer(addressOf(5), contact(5).properties.email!, 'Yes please.');
  await until(
    async () =>
      (await sandbox.app.context.sql`select 1 from effects where kind = 'forward' and reason is not null`)[0] ?? null,
    'the first attempt fails',
  );
  expect(sandbox.sendgrid.mailbox(user().email)).toHaveLength(before);
  await passTime(sandbox, 5);
  await until(() => (sandbox.sendgrid.mailbox(user().email).length > before ? true : null), 'the forward arrives');
  const [row] = await sandbox.app.context
    .sql`select attempts from effects where kind = 'forward' order by seq desc limit 1`;
  expect(row!.attempts).toBe(2);
});

test('two robots cannot fill a mailbox: fifty automatic answers are one forward', async () => {
  const before = sandbox.sendgrid.mailbox(user().email).length;
  for (let n = 0; n < 50; n++) {
    await answer(addressOf(5), contact(5).properties.email!, `Ticket ${n} was opened.`, {
      'Auto-Submitted': 'auto-replied',
    });
  }
  const { sql } = sandbox.app.context;
  await until(async () => {
    const [row] = await sql<
      { count: number }[]
    >`select count(*)::integer as count from messages where mail_kind = 'auto_reply'`;
    return row!.count === 50 ? true : null;
  }, 'all fifty are stored');
  await until(async () => {
    const [row] = await sql<
      { count: number }[]
    >`select count(*)::integer as count from effects where kind = 'forward' and state in ('pending', 'sending')`;
    return row!.count === 0 ? true : null;
  }, 'every forward is sent');
  expect(sandbox.sendgrid.mailbox(user().email)).toHaveLength(before + 1);
});

test('of a flood of replies twenty an hour are forwarded, and one digest tells of the rest', async () => {
  const { sql } = sandbox.app.context;
  await sent(4);
  const box = () => sandbox.sendgrid.mailbox(user().email);
  const before = box().length;
  for (let n = 0; n < 25; n++)
    await answer(addressOf(4), contact(4).properties.email!, `And another thing, number ${n}.`);
  await until(async () => {
    const since = await sql`
      select 1 from messages m join contacts c on c.id = m.contact_id
      where m.kind = 'reply' and c.hubspot_id = ${contact(4).id}`;
    return since.length >= 25 ? true : null;
  }, 'all replies are stored');
  await until(() => (box().length >= before + 20 ? true : null), 'twenty are forwarded');
  sandbox.clock.advance('+1h');
  await sandbox.app.context.queue.transact(async ({ enqueue }) => enqueue('sweep', {}));
  const digest = await until(() => (box().length > before + 20 ? box().at(-1) : null), 'the digest arrives');
  expect(digest.text).toContain('5');
  expect(box()).toHaveLength(before + 21);
}, 120_000);
