import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeExpired } from '../../lib/jobs/retention.ts';
import { sweep } from '../../lib/jobs/sweep.ts';
import { watchInstalls } from '../../lib/jobs/watch-installs.ts';
import { readPortal } from '../../lib/portals/portals.ts';
import { createCaller } from '../cards/support.ts';
import { type Sent, sendOutreach } from '../sandbox/play/play.ts';
import { playAnswer } from '../sandbox/play/story.ts';
import { until } from '../sandbox/play/until.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';

let sandbox: TestSandbox;
let sent: Sent;
beforeEach(async () => {
  sandbox = await testSandbox();
  sent = await sendOutreach(sandbox);
  await playAnswer(sandbox, sent, () => {});
});
afterEach(() => sandbox.close());

const sql = () => sandbox.app.context.sql;
const state = async () => (await readPortal(sql(), sandbox.portalId)).state;
const watch = () => watchInstalls(sandbox.app.context);
const writes = () => sandbox.hubspot.calls().filter(({ path, method }) => method !== 'GET' && path.startsWith('/crm/'));
const customer = () => sandbox.hubspot.contact(sent.contactId)!.properties.email!;

async function answer(text: string) {
  await createTransport({ ...sandbox.sendgrid.smtp, secure: false, ignoreTLS: true }).sendMail({
    from: customer(),
    to: sent.replyAddress,
    subject: 'Re: prices',
    text,
  });
}
const arrived = (text: string) => sandbox.sendgrid.messages().find((mail) => mail.text.includes(text));
const kept = async () => (await sql()`select 1 from inbound where state = 'kept'`).length;
/** The app's install link, HubSpot's consent and the way back. */
async function reconnect() {
  const begun = await fetch(`${sandbox.app.url}/oauth/install`, { redirect: 'manual' });
  const consented = await fetch(begun.headers.get('location')!, { redirect: 'manual' });
  const cookie = begun.headers.getSetCookie()[0]!.split(';')[0]!;
  expect((await fetch(consented.headers.get('location')!, { headers: { cookie } })).status).toBe(200);
}

test('an uninstall inside HubSpot is learned from the journal within minutes', async () => {
  await watch();
  sandbox.hubspot.person.uninstall();
  sandbox.clock.advance('6m');
  await watch();
  expect(await state()).toBe('uninstalled');
});

test('without the journal the daily check learns of it, and only from `invalid_grant`', async () => {
  sandbox.hubspot.journal(false);
  sandbox.clock.advance('25h');
  sandbox.hubspot.fault({ match: '/oauth/', effect: 503, times: 2 });
  await watch();
  expect(await state()).toBe('connected');
  const before = sandbox.hubspot.calls().length;
  await watch();
  await watch();
  const checks = sandbox.hubspot.calls().slice(before);
  expect(checks.filter(({ path, status }) => path.endsWith('/token') && status === 200)).toHaveLength(1);
  sandbox.hubspot.person.uninstall();
  sandbox.clock.advance('25h');
  await watch();
  expect(await state()).toBe('disconnected');
});

test('an uninstall that the journal tells of late ends no connection that began since', async () => {
  await watch();
  sandbox.hubspot.person.uninstall();
  sandbox.clock.advance('6m');
  await reconnect();
  await watch();
  expect(await state()).toBe('connected');
});

test('an account that left: forwards for a week, one notice, then mail is kept, and a reconnect places it', async () => {
  await watch();
  sandbox.hubspot.person.uninstall();
  sandbox.clock.advance('6m');
  await watch();
  const before = writes().length;
  const asked = sandbox.gemini.prompts().length;

  await sweep(sandbox.app.context);
  await sweep(sandbox.app.context);
  await until(() => arrived('/oauth/install'), 'the notice is sent');
  await answer('Answer of the first week');
  const forward = await until(() => arrived('Answer of the first week'), 'it is forwarded');
  expect(forward.replyTo.map(({ address }) => address)).toEqual([customer()]);
  const notices = sandbox.sendgrid.messages().filter(({ text }) => text.includes('/oauth/install'));
  expect(notices).toHaveLength(1);
  expect(notices[0]!.to[0]!.address).toBe(sandbox.hubspot.portal().users[0]!.email);

  sandbox.clock.advance('8d');
  await answer('Answer of the second week');
  await until(async () => (await kept()) || null, 'it is kept');
  expect(arrived('Answer of the second week')).toBeUndefined();
  expect(writes()).toHaveLength(before);
  expect(sandbox.gemini.prompts()).toHaveLength(asked);
  await removeExpired({ ...sandbox.app.context, inboundDays: 1 }, sandbox.app.context.now());
  expect(await kept()).toBe(1);

  await reconnect();
  await until(() => arrived('Answer of the second week'), 'the kept mail is forwarded');
  const bodies = () => sandbox.hubspot.timeline(sent.contactId).map((item) => JSON.stringify(item));
  for (const text of ['Answer of the first week', 'Answer of the second week'])
    await until(() => bodies().find((body) => body.includes(text)), `${text} is in HubSpot`);
  await until(
    async () => (await sql()`select count(*)::integer as n from analyses`)[0]?.n >= 3 || null,
    'both are analyzed',
  );
});

test('pages say what happens until when, and are erased with the rest after thirty days', async () => {
  await watch();
  sandbox.hubspot.person.uninstall();
  sandbox.clock.advance('6m');
  await watch();
  const left = (await readPortal(sql(), sandbox.portalId)).leftAt!.getTime();
  const day = (n: number) => new Date(left + n * 86_400_000).toISOString();
  const refused = await createCaller(sandbox).get('/settings');
  expect(refused).toMatchObject({
    code: 'not_connected',
    leaving: { forwardsUntil: day(7), erasedAt: day(30) },
  });
  sandbox.clock.advance('8d');
  await answer('Too late');
  await until(async () => (await kept()) || null, 'it is kept');
  sandbox.clock.advance('23d');
  await removeExpired(sandbox.app.context, sandbox.app.context.now());
  for (const table of ['portals', 'inbound', 'messages', 'effects'])
    expect((await sql()`select 1 from ${sql()(table)}`).length).toBe(0);
});
