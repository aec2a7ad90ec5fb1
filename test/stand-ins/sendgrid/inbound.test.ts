import { createPublicKey, verify } from 'node:crypto';
import { connect } from 'node:net';
import nodemailer from 'nodemailer';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClock } from '../../sandbox/clock/clock.ts';
import type { SendGridStandIn } from '../../sandbox/sendgrid/server.ts';
import { type Received, startReceiver } from '../support/receiver.ts';
import { MAIL, mailClient, REPLY_DOMAIN, start } from '../support/sendgrid.ts';

const TOKEN_ADDRESS = `reply+abcdefgh01234567@${REPLY_DOMAIN}`;
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

/** A reading of multipart that shares nothing with the stand-in: part name → bytes, by splitting at the boundary. */
function partsOf({ body, headers }: Received): Map<string, { head: string; bytes: Buffer }> {
  expect(headers['content-type']).toBe('multipart/form-data; boundary=xYzZY');
  const parts = body.toString('latin1').split('--xYzZY').slice(1, -1);
  return new Map(
    parts.map((part) => {
      const split = part.indexOf('\r\n\r\n');
      const head = part.slice(0, split);
      const bytes = Buffer.from(part.slice(split + 4, -2), 'latin1');
      return [/name="([^"]+)"/.exec(head)![1]!, { head, bytes }];
    }),
  );
}
const textOf = (post: Received, name: string) => partsOf(post).get(name)?.bytes.toString();

const eml = (lines: string[]) => Buffer.from(lines.join('\r\n'), 'latin1');
const LATIN = eml([
  'From: =?iso-8859-1?Q?Mariana_Concei=E7=E3o?= <mariana@sol.example>',
  `To: "Ana Souza" <${TOKEN_ADDRESS}>`,
  'Subject: =?iso-8859-1?Q?Re:_Pre=E7o?=',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="outer"',
  '',
  '--outer',
  'Content-Type: multipart/alternative; boundary="inner"',
  '',
  '--inner',
  'Content-Type: text/plain; charset=iso-8859-1',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Ol=E1, o pre=E7o est=E1 bom=',
  '!',
  '--inner',
  'Content-Type: text/html; charset=windows-1252',
  '',
  '<p>Preço: 5 \x80 – bom</p><img src="cid:logo@sol">'.replace('–', '\x96'),
  '--inner--',
  '--outer',
  'Content-Type: image/png; name="logo.png"',
  'Content-ID: <logo@sol>',
  'Content-Disposition: inline; filename="logo.png"',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]).toString('base64'),
  '--outer',
  'Content-Type: application/pdf; name="pedido.pdf"',
  'Content-Disposition: attachment; filename="pedido.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('%PDF').toString('base64'),
  '--outer--',
  '',
]);

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

describe('the SMTP door', () => {
  const door = () => nodemailer.createTransport({ ...sendgrid.smtp, ignoreTLS: true });
  const mail = {
    from: 'Mariana <mariana@sol.example>',
    to: TOKEN_ADDRESS,
    subject: 'Re: Proposta',
    text: 'Sim, pode ser.',
  };

  test('250 when the app has the mail, with SPF and DKIM of the sender', async () => {
    expect((await door().sendMail(mail)).response).toMatch(/^250 /);
    const [post] = app.received as [Received];
    expect([textOf(post, 'SPF'), textOf(post, 'dkim')]).toEqual(['pass', '{@sol.example : pass}']);
    expect(textOf(post, 'email')).toMatch(/^Received: from .*\r\n/);
    expect(textOf(post, 'email')).toContain('Sim, pode ser.');
  });

  test.each([
    ['none', 'none', 'none'],
    ['fail', 'fail', '{@sol.example : fail}'],
  ])('X-Sandbox-Auth: %s', async (value, spf, dkim) => {
    await door().sendMail({ ...mail, headers: { 'X-Sandbox-Auth': value } });
    const [post] = app.received as [Received];
    expect([textOf(post, 'SPF'), textOf(post, 'dkim')]).toEqual([spf, dkim]);
  });

  test('mail for others goes to their mailboxes, a mail for both to both', async () => {
    await door().sendMail({ ...mail, cc: 'ana.souza@vendas.example' });
    expect(sendgrid.mailbox('ana.souza@vendas.example')).toMatchObject([{ via: 'smtp', subject: mail.subject }]);
    expect(sendgrid.messages()).toEqual([]);
    expect(JSON.parse(textOf(app.received[0]!, 'envelope')!)).toEqual({
      from: 'mariana@sol.example',
      to: [TOKEN_ADDRESS],
    });
  });

  test('250 too when the app wants it later', async () => {
    await sendgrid.close();
    await app.close();
    await open([503]);
    expect((await door().sendMail(mail)).response).toMatch(/^250 /);
    await sendgrid.idle();
    expect(sendgrid.inboundPosts()).toMatchObject([{ statuses: [503, 200] }]);
  });

  test('a bounce has a null sender, eight bits stay, and a client that breaks off does no harm', async () => {
    const socket = connect(sendgrid.smtp.port, sendgrid.smtp.host);
    socket.write('EHLO x\r\nMAIL FROM:<>\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    socket.destroy();
    await door().sendMail({ envelope: { from: '', to: TOKEN_ADDRESS }, raw: LATIN });
    const [post] = app.received as [Received];
    expect(JSON.parse(textOf(post, 'envelope')!)).toEqual({ from: '', to: [TOKEN_ADDRESS] });
    expect(
      partsOf(post)
        .get('email')
        ?.bytes.includes(Buffer.from([0x80, 0x20, 0x96])),
    ).toBe(true);
  });
});
