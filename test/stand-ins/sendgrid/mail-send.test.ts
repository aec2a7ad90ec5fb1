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

type Change = Record<string, unknown>;
const ATTACHMENT = { content: 'JVBERg==', filename: 'a.pdf' };
const BODY = {
  personalizations: [{ to: [{ email: 'mariana@sol.example' }] }],
  from: { email: 'ana@vendas.example' },
  subject: 'Olá',
  content: [{ type: 'text/plain', value: 'Oi' }],
};

async function post(body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${sendgrid.url}/v3/mail/send`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sendgrid.apiKey}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    errors: text === '' ? [] : (JSON.parse(text) as { errors: { message: string; field: string }[] }).errors,
  };
}

describe('a mail is refused, and none is sent, for', () => {
  test.each<[string, Change, string]>([
    [
      'reply_to beside reply_to_list',
      { reply_to: { email: 'a@b.example' }, reply_to_list: [{ email: 'c@d.example' }] },
      'reply_to',
    ],
    ['no subject', { subject: undefined }, 'subject'],
    ['an empty subject', { subject: '' }, 'subject'],
    ['a subject of two lines', { subject: 'Olá\r\nBcc: x@y.example' }, 'subject'],
    ['no content', { content: undefined }, 'content'],
    ['empty content', { content: [{ type: 'text/plain', value: '' }] }, 'content.0.value'],
    [
      'text after html',
      {
        content: [
          { type: 'text/html', value: 'x' },
          { type: 'text/plain', value: 'x' },
        ],
      },
      'content',
    ],
    ['no recipient', { personalizations: [{ to: [] }] }, 'personalizations.0.to'],
    [
      'a recipient that is no address',
      { personalizations: [{ to: [{ email: 'mariana' }] }] },
      'personalizations.0.to.0.email',
    ],
    [
      'the same recipient in to and cc',
      { personalizations: [{ to: [{ email: 'a@b.example' }], cc: [{ email: 'A@b.example' }] }] },
      'personalizations',
    ],
    ['no from', { from: undefined }, 'from'],
    ['a Reply-To header', { headers: { 'Reply-To': 'a@b.example' } }, 'headers'],
    [
      'a Received header in a personalization',
      { personalizations: [{ to: [{ email: 'a@b.example' }], headers: { received: 'x' } }] },
      'personalizations.0.headers',
    ],
    ['a header that is a number', { headers: { 'X-Priority': 1 } }, 'headers.X-Priority'],
    ['a header of two lines', { headers: { References: '<a@b>\r\nBcc: x@y.example' } }, 'headers.References'],
    ['a custom argument that is a number', { custom_args: { effect_id: 7 } }, 'custom_args.effect_id'],
    ['custom arguments above 10,000 bytes', { custom_args: { note: 'x'.repeat(10_000) } }, 'custom_args'],
    ['an attachment that is no base64', { attachments: [{ ...ATTACHMENT, content: '%PDF' }] }, 'attachments.0.content'],
    ['an attachment without a name', { attachments: [{ content: 'JVBERg==' }] }, 'attachments.0.filename'],
    ['an empty attachment', { attachments: [{ ...ATTACHMENT, content: '' }] }, 'attachments.0.content'],
    ['eleven categories', { categories: Array.from({ length: 11 }, (_, n) => `c${n}`) }, 'categories'],
    ['the same category twice', { categories: ['a', 'a'] }, 'categories'],
    ['a field that does not exist', { reply: 'x' }, ''],
    ['send_at four days ahead', { send_at: Math.floor(Date.now() / 1000) + 4 * 86_400 }, 'send_at'],
  ])('%s', async (_name, change, field) => {
    const { status, errors } = await post({ ...BODY, ...change });
    expect(status).toBe(400);
    expect(errors.map((error) => error.field ?? '')).toContain(field);
    expect(sendgrid.messages()).toHaveLength(0);
  });

  test('a wrong key, no JSON, too much', async () => {
    expect((await post(BODY, { authorization: 'Bearer SG.other' })).status).toBe(401);
    expect((await post('{"from":')).status).toBe(400);
    expect((await post(BODY, { 'content-type': 'text/plain' })).status).toBe(415);
    const large = { ...ATTACHMENT, content: 'A'.repeat(30_000_000) };
    expect((await post({ ...BODY, attachments: [large] })).status).toBe(413);
    await expect(mailClient(sendgrid, 'SG.other')(MAIL)).rejects.toMatchObject({ code: 401 });
    expect(sendgrid.messages()).toHaveLength(0);
  });

  test('a From of a domain that is not authenticated, where domains are given', async () => {
    const strict = await start({ senderDomains: ['vendas.example'] });
    await expect(mailClient(strict)({ ...MAIL, from: 'ana@gmail.com' })).rejects.toMatchObject({ code: 403 });
    expect((await mailClient(strict)(MAIL))[0].statusCode).toBe(202);
    await strict.close();
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
