import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContactSummary } from '../../cards/dto/contact.ts';
import type { HomeView } from '../../cards/dto/home.ts';
import type { TimelineMessage, TimelinePage } from '../../cards/dto/timeline.ts';
import { LANGUAGES } from '../../lib/language.ts';
import { WORDS } from '../../lib/mail/outgoing/words.ts';
import { until } from '../sandbox/play/until.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { settled } from '../support/settled.ts';
import { type Caller, createCaller, hubspotIdOf, sendTracked } from './support.ts';

let sandbox: TestSandbox;
let caller: Caller;
let john: string;
let reply: TimelineMessage;

beforeAll(async () => {
  sandbox = await testSandbox();
  caller = createCaller(sandbox);
  john = hubspotIdOf(sandbox, 'Carter');
  const { replyTo, to } = await sendTracked(sandbox, caller, john, 'Freight rates');
  const transport = createTransport({ ...sandbox.sendgrid.smtp, secure: false, ignoreTLS: true });
  await transport.sendMail({ envelope: { from: to, to: replyTo }, raw: encrypted(to, replyTo) });
  reply = await until(async () => (await replies()).find(({ analysis }) => analysis !== null), 'the reply is analyzed');
  await settled(sandbox);
});
afterAll(() => sandbox.close());

/** A mail that only its reader's key opens (RFC 8551 3.3). */
const encrypted = (from: string, to: string) =>
  [
    `From: John Carter <${from}>`,
    `To: ${to}`,
    'Subject: Re: Freight rates',
    `Date: ${sandbox.clock.now().toUTCString()}`,
    'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('sealed words').toString('base64'),
    '',
  ].join('\r\n');

const replies = async () =>
  (await caller.get<TimelinePage>(`/contacts/${john}/timeline`)).messages.filter(({ kind }) => kind === 'reply');
const summary = () => caller.get<ContactSummary>(`/contacts/${john}/summary`);
const properties = () => sandbox.hubspot.contact(john)!.properties;

describe('a reply whose words are not all there', () => {
  test('is marked on the card, asks for a person and counts for nothing', async () => {
    expect(reply.mail).toMatchObject({ fullyRead: false, held: false });
    expect(reply.analysis?.checkWanted).toBe(true);
    expect(await summary()).toMatchObject({ waiting: null, replyCount: 0 });
    expect(properties().reply_last_analyzed_at ?? '').toBe('');
  });

  test('stands marked in the review queue of the home', async () => {
    const { toCheck } = await caller.get<HomeView>('/home');
    expect(toCheck).toMatchObject([{ messageId: reply.id, fullyRead: false }]);
  });

  test('is forwarded with a note and with its original', () => {
    const mail = sandbox.sendgrid.mailbox(sandbox.hubspot.portal().users[0]!.email).at(-1)!;
    const said = LANGUAGES.map((language) => WORDS[language].notFullyRead);
    expect(said.some((words) => mail.text.includes(words))).toBe(true);
    expect(mail.attachments.map(({ filename }) => filename)).toContain('original.eml');
  });

  test('is marked on the record in HubSpot', () => {
    const email = sandbox.hubspot
      .timeline(john)
      .find(
        ({ kind, properties: { hs_email_direction: direction } }) => kind === 'email' && direction === 'INCOMING_EMAIL',
      );
    expect(email?.properties.hs_email_text).toContain('couldn’t be read fully');
  });

  test('counts once a person has looked, once', async () => {
    const { version } = reply.analysis!;
    const looked = await caller.post<{ message: TimelineMessage }>(`/messages/${reply.id}/confirmation`, { version });
    expect(looked.message).toMatchObject({ mail: { fullyRead: false }, analysis: { checkWanted: false } });
    expect(await summary()).toMatchObject({ waiting: { overdue: false }, replyCount: 1 });
    await until(() => properties().reply_last_analyzed_at || null, 'the contact’s properties follow');
    await caller.post(`/messages/${reply.id}/correction`, { version: version + 1, fields: { opportunity_score: 4 } });
    expect(await summary()).toMatchObject({ replyCount: 1 });
    expect((await caller.get<HomeView>('/home')).toCheck).toEqual([]);
  });
});
