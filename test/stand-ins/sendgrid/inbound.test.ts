import { createPublicKey, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClock } from '../../sandbox/clock/clock.ts';
import type { SendGridStandIn } from '../../sandbox/sendgrid/server.ts';
import { LATIN, partsOf, TOKEN_ADDRESS, textOf } from '../support/inbound.ts';
import { type Received, startReceiver } from '../support/receiver.ts';
import { MAIL, mailClient, start } from '../support/sendgrid.ts';

let sendgrid: SendGridStandIn;
let app: Awaited<ReturnType<typeof startReceiver>>;
const clock = createClock();

async function open(statuses: number[] = []) {
  app = await startReceiver(statuses);
  sendgrid = await start({ clock, inbound: { url: `${app.url}/inbound` } });
}
beforeEach(() => open());
afterEach(async () => {
  await sendgrid.close();
  await app.close();
});

describe('a post in raw mode', () => {
  test('has the eleven fields of the sample, the message byte for byte', async () => {
    await sendgrid.postInbound({ eml: LATIN, envelope: { from: 'mariana@sol.example', to: [TOKEN_ADDRESS] } });
    const [post] = app.received as [Received];
    expect([...partsOf(post).keys()]).toEqual([
      'dkim',
      'email',
      'to',
      'from',
      'sender_ip',
      'spam_report',
      'envelope',
      'subject',
      'spam_score',
      'charsets',
      'SPF',
    ]);
    expect(partsOf(post).get('email')?.bytes.equals(LATIN)).toBe(true);
    expect(textOf(post, 'envelope')).toBe(`{"from":"mariana@sol.example","to":["${TOKEN_ADDRESS}"]}`);
    expect([textOf(post, 'dkim'), textOf(post, 'SPF'), textOf(post, 'subject')]).toEqual([
      '{@sol.example : pass}',
      'pass',
      'Re: Preço',
    ]);
    expect(textOf(post, 'from')).toBe('Mariana Conceição <mariana@sol.example>');
  });

  test('is signed over timestamp and bytes; unsigned on request', async () => {
    await sendgrid.postInbound({ eml: LATIN });
    await sendgrid.postInbound({ eml: LATIN, sign: false, spf: 'fail', dkim: 'none' });
    const [{ headers, body }, unsigned] = app.received as [Received, Received];
    const key = createPublicKey({ key: Buffer.from(sendgrid.inboundPublicKey, 'base64'), format: 'der', type: 'spki' });
    const timestamp = headers['x-twilio-email-event-webhook-timestamp']!;
    const signature = Buffer.from(headers['x-twilio-email-event-webhook-signature']!, 'base64');
    expect(timestamp).toMatch(/^\d{10}$/);
    expect(verify('sha256', Buffer.concat([Buffer.from(timestamp), body]), key, signature)).toBe(true);
    expect(unsigned.headers).not.toHaveProperty('x-twilio-email-event-webhook-signature');
    expect([textOf(unsigned, 'SPF'), textOf(unsigned, 'dkim')]).toEqual(['fail', 'none']);
  });
});

test("a post in parsed mode has bodies in the sender's charset, and files", async () => {
  await sendgrid.postInbound({ eml: LATIN, mode: 'parsed' });
  const [post] = app.received as [Received];
  const parts = partsOf(post);
  expect(parts.get('text')?.bytes).toEqual(Buffer.from('Olá, o preço está bom!', 'latin1'));
  expect(parts.get('html')?.bytes.includes(Buffer.from([0x80, 0x20, 0x96]))).toBe(true);
  expect(JSON.parse(textOf(post, 'charsets')!)).toMatchObject({
    text: 'iso-8859-1',
    html: 'windows-1252',
    subject: 'UTF-8',
  });
  expect(textOf(post, 'attachments')).toBe('2');
  expect(JSON.parse(textOf(post, 'attachment-info')!)).toMatchObject({
    attachment1: { filename: 'logo.png', type: 'image/png', 'content-id': 'logo@sol' },
    attachment2: { filename: 'pedido.pdf', type: 'application/pdf' },
  });
  expect(JSON.parse(textOf(post, 'content-ids')!)).toEqual({ 'logo@sol': 'attachment1' });
  expect(parts.get('attachment1')?.bytes).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]));
  expect(parts.get('attachment2')?.head).toContain('filename="pedido.pdf"\r\nContent-Type: application/pdf');
  expect(parts.has('email')).toBe(false);
  expect(textOf(post, 'headers')).toContain('Subject: =?iso-8859-1?Q?Re:_Pre=E7o?=');
});

describe('the answer decides', () => {
  test.each([
    [[200], 'delivered', [200]],
    [[503, 500, 200], 'delivered', [503, 500, 200]],
    [[404], 'dropped', [404]],
    [[302], 'dropped', [302]],
    [[503, 401], 'dropped', [503, 401]],
  ])('%j: %s', async (statuses, state, seen) => {
    await sendgrid.close();
    await app.close();
    await open(statuses);
    await sendgrid.postInbound({ eml: LATIN });
    await sendgrid.idle();
    expect(sendgrid.inboundPosts()).toMatchObject([{ state, statuses: seen }]);
    expect(app.received).toHaveLength(seen.length);
  });

  test('an app that is away is tried again; after 72 hours the mail is gone', async () => {
    await app.close();
    expect(await sendgrid.postInbound({ eml: LATIN })).toMatchObject({ state: 'waiting', statuses: [0] });
    clock.advance('+73h');
    await sendgrid.idle();
    expect(sendgrid.inboundPosts()).toMatchObject([{ state: 'dropped' }]);
  });
});

test('mail of our own to a reply address comes in like any other', async () => {
  await mailClient(sendgrid)({ ...MAIL, to: TOKEN_ADDRESS });
  await sendgrid.idle();
  const [post] = app.received as [Received];
  expect(textOf(post, 'from')).toContain(MAIL.from.email);
  expect(textOf(post, 'dkim')).toBe('{@vendas.example : pass}');
});
