import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SendGridStandIn } from '../../sandbox/sendgrid/server.ts';
import { MAIL, mailClient, start } from '../support/sendgrid.ts';

let sendgrid: SendGridStandIn;

beforeEach(async () => {
  sendgrid = await start();
});
afterEach(() => sendgrid.close());

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
