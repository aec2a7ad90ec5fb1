import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SendGridStandIn } from '../../sandbox/sendgrid/server.ts';
import { MAIL, type Mail, mailClient, start } from '../support/sendgrid.ts';

let sendgrid: SendGridStandIn;
let send: ReturnType<typeof mailClient>;

beforeEach(async () => {
  sendgrid = await start();
  send = mailClient(sendgrid);
});
afterEach(() => sendgrid.close());

describe("SendGrid's own client", () => {
  test('sends; the mailbox has the mail as a mail program reads it', async () => {
    const headers = {
      'Message-ID': '<m1@vendas.example>',
      References: '<m0@vendas.example>',
      'Auto-Submitted': 'auto-generated',
    };
    const attachment = {
      content: Buffer.from('%PDF').toString('base64'),
      filename: 'preços.pdf',
      type: 'application/pdf',
    };
    const [response] = await send({
      ...MAIL,
      headers,
      attachments: [attachment],
      customArgs: { effect_id: '7' },
      cc: 'socio@sol.example',
      bcc: 'arquivo@vendas.example',
    });
    expect(response.statusCode).toBe(202);
    const [message] = sendgrid.mailbox('MARIANA@sol.example');
    expect(message).toMatchObject({
      id: response.headers['x-message-id'],
      messageId: '<m1@vendas.example>',
      customArgs: { effect_id: '7' },
    });
    const mail = await PostalMime.parse(new Uint8Array(sendgrid.eml(message!.id)!));
    expect(mail).toMatchObject({
      subject: MAIL.subject,
      from: { name: 'Ana Souza', address: MAIL.from.email },
      to: [{ name: 'Mariana Oliveira', address: MAIL.to.email }],
      cc: [{ address: 'socio@sol.example' }],
      replyTo: [{ address: MAIL.replyTo }],
      references: '<m0@vendas.example>',
      text: `${MAIL.text}\n`,
      attachments: [{ filename: 'preços.pdf', mimeType: 'application/pdf' }],
    });
    expect(mail.html).toContain('segue a proposta');
    expect(mail.bcc).toBeUndefined();
    expect(sendgrid.mailbox('arquivo@vendas.example')).toHaveLength(1);
    expect(mail.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');
  });

  test('every personalization is a mail of its own', async () => {
    const personalizations = ['a@sol.example', 'b@sol.example'].map((to) => ({ to, subject: `Para ${to}` }));
    const { to: _to, ...rest } = MAIL;
    await send({ ...rest, personalizations });
    expect(sendgrid.messages().map(({ subject, to }) => [subject, to.map(({ address }) => address)])).toEqual([
      ['Para a@sol.example', ['a@sol.example']],
      ['Para b@sol.example', ['b@sol.example']],
    ]);
    expect(sendgrid.messages('b@sol.example')).toHaveLength(1);
  });

  test('without an own Message-ID the mail gets one of the sending domain', async () => {
    await send(MAIL);
    expect(sendgrid.messages()[0]?.messageId).toMatch(/^<[\w-]+@geopod\.vendas\.example>$/);
  });
});

test('sandbox mode answers 200 and sends nothing', async () => {
  const mail: Mail = { ...MAIL, mailSettings: { sandboxMode: { enable: true } } };
  expect((await send(mail))[0].statusCode).toBe(200);
  expect(sendgrid.messages()).toHaveLength(0);
  expect(sendgrid.events()).toHaveLength(0);
});

describe('faults', () => {
  test('429 and 500 send nothing', async () => {
    for (const effect of [429, 500]) {
      sendgrid.fault({ effect, times: 1 });
      await expect(send(MAIL)).rejects.toMatchObject({ code: effect });
    }
    expect(sendgrid.messages()).toHaveLength(0);
    await send(MAIL);
    expect(sendgrid.messages()).toHaveLength(1);
  });

  test('a lost answer has sent', async () => {
    sendgrid.fault({ effect: 'lost-answer', times: 1 });
    await expect(send(MAIL)).rejects.not.toHaveProperty('response');
    expect(sendgrid.messages()).toHaveLength(1);
  });

  test('hanging has not', async () => {
    sendgrid.fault({ effect: 'hang', times: 1 });
    const signal = AbortSignal.timeout(200);
    await expect(fetch(`${sendgrid.url}/v3/mail/send`, { method: 'POST', body: '{}', signal })).rejects.toThrow(
      'timeout',
    );
    expect(sendgrid.messages()).toHaveLength(0);
  });
});

test('the lists over HTTP', async () => {
  await send(MAIL);
  const get = (path: string) => fetch(sendgrid.url + path);
  const [message] = (await (await get('/messages')).json()) as { id: string; eml: string }[];
  expect(await (await get('/mailboxes/mariana@sol.example')).json()).toMatchObject([{ id: message!.id }]);
  expect(await (await get('/messages?to=nobody@sol.example')).json()).toEqual([]);
  const eml = await get(message!.eml);
  expect([eml.headers.get('content-type'), (await eml.text()).includes('Padaria')]).toEqual(['message/rfc822', true]);
  expect((await get('/messages/none.eml')).status).toBe(404);
});
