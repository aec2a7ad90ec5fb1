import { connect } from 'node:net';
import nodemailer from 'nodemailer';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SendGridStandIn } from '../../sandbox/sendgrid/server.ts';
import { LATIN, partsOf, TOKEN_ADDRESS, textOf } from '../support/inbound.ts';
import { type Received, startReceiver } from '../support/receiver.ts';
import { start } from '../support/sendgrid.ts';

let sendgrid: SendGridStandIn;
let app: Awaited<ReturnType<typeof startReceiver>>;

async function open(statuses: number[] = []) {
  app = await startReceiver(statuses);
  sendgrid = await start({ inbound: { url: `${app.url}/inbound` } });
}
beforeEach(() => open());
afterEach(async () => {
  await sendgrid.close();
  await app.close();
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
