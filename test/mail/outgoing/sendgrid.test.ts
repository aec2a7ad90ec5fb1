import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OutgoingMail } from '../../../lib/mail/outgoing/mail.ts';
import { createSendMail, SendError } from '../../../lib/mail/outgoing/sendgrid.ts';

const MAIL: OutgoingMail = {
  from: { name: 'Max Muster (acme.example)', address: 'forward@mail.example.com' },
  to: { name: '', address: 'anna@seller.example' },
  replyTo: [{ name: 'Max', address: 'max@acme.example' }],
  subject: 'Re: Your offer',
  text: 'Yes\n{{not a substitution}}',
  html: '<p>Yes</p>',
  headers: { 'Message-ID': '<f1@mail.example.com>', 'Auto-Submitted': 'auto-generated' },
  attachments: [
    { filename: 'a.pdf', contentType: 'application/pdf', inline: false, content: Uint8Array.from([0, 255, 128]) },
    { filename: 'p.png', contentType: 'image/png', contentId: 'p@x', inline: true, content: Buffer.from('png') },
  ],
  linked: [],
};

type Answer = { status: number; headers?: Record<string, string>; body?: string } | 'reset' | 'silence';

let server: Server;
let answer: Answer;
let got: { url: string; headers: IncomingHttpHeaders; body: Record<string, unknown> }[];

beforeEach(async () => {
  answer = { status: 202, headers: { 'x-message-id': 'sg-1' } };
  got = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      got.push({ url: request.url!, headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
      if (answer === 'reset') request.socket.destroy();
      if (typeof answer === 'string') return;
      response
        .writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
        .end(answer.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const sender = (timeoutMs = 10_000) =>
  createSendMail({
    apiKey: 'SG.test',
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    timeoutMs,
  });
const failure = async (send: Promise<unknown>): Promise<SendError> => {
  const error = await send.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SendError);
  return error as SendError;
};

test('what SendGrid gets', async () => {
  expect(await sender()(MAIL, { effectId: 'e1' })).toEqual({ id: 'sg-1' });
  expect(got[0]!.url).toBe('/v3/mail/send');
  expect(got[0]!.headers.authorization).toBe('Bearer SG.test');
  expect(got[0]!.body).toEqual({
    from: { email: 'forward@mail.example.com', name: 'Max Muster (acme.example)' },
    personalizations: [{ to: [{ email: 'anna@seller.example' }] }],
    reply_to: { email: 'max@acme.example', name: 'Max' },
    subject: 'Re: Your offer',
    content: [
      { type: 'text/plain', value: 'Yes\n{{not a substitution}}' },
      { type: 'text/html', value: '<p>Yes</p>' },
    ],
    headers: { 'Message-ID': '<f1@mail.example.com>', 'Auto-Submitted': 'auto-generated' },
    custom_args: { effect_id: 'e1' },
    attachments: [
      { filename: 'a.pdf', type: 'application/pdf', disposition: 'attachment', content: 'AP+A' },
      { filename: 'p.png', type: 'image/png', disposition: 'inline', content_id: 'p@x', content: 'cG5n' },
    ],
    tracking_settings: {
      click_tracking: { enable: false, enable_text: false },
      open_tracking: { enable: false },
      subscription_tracking: { enable: false },
    },
  });
});

test('several reply-to addresses go into the list, never into both fields', async () => {
  await sender()(
    { ...MAIL, replyTo: [...MAIL.replyTo, { name: '', address: 'reply+x@reply.example.com' }] },
    { effectId: 'e1' },
  );
  expect(got[0]!.body).not.toHaveProperty('reply_to');
  expect(got[0]!.body.reply_to_list).toEqual([
    { email: 'max@acme.example', name: 'Max' },
    { email: 'reply+x@reply.example.com' },
  ]);
});

test('no reply-to is none', async () => {
  await sender()({ ...MAIL, replyTo: [] }, { effectId: 'e1' });
  expect(got[0]!.body).not.toHaveProperty('reply_to');
  expect(got[0]!.body).not.toHaveProperty('reply_to_list');
});

describe('failures', () => {
  const said = 'Bad address …';
  test.each<[number, SendError['failure'], SendError['problem']]>([
    [400, 'rejected', { code: 'sendgrid_refused', details: { status: 400, said } }],
    [401, 'rejected', { code: 'sendgrid_key_unknown', details: { said } }],
    [403, 'rejected', { code: 'sendgrid_not_authorized', details: { said } }],
    [404, 'rejected', { code: 'sendgrid_refused', details: { status: 404, said } }],
    [413, 'rejected', { code: 'mail_too_large', details: { limitMb: 30 } }],
    [429, 'transient', { code: 'sendgrid_limited', details: {} }],
    [500, 'transient', { code: 'sendgrid_failed', details: { status: 500 } }],
    [503, 'transient', { code: 'sendgrid_failed', details: { status: 503 } }],
    [502, 'unknown', { code: 'sendgrid_gateway', details: { status: 502 } }],
    [504, 'unknown', { code: 'sendgrid_gateway', details: { status: 504 } }],
  ])('%i is %s', async (status, kind, problem) => {
    answer = { status, body: JSON.stringify({ errors: [{ message: 'Bad address anna@seller.example' }] }) };
    const error = await failure(sender()(MAIL, { effectId: 'e1' }));
    expect(error).toMatchObject({ failure: kind, status, problem, message: problem.code });
  });

  test('429 says how long to wait', async () => {
    answer = { status: 429, headers: { 'retry-after': '7' } };
    expect((await failure(sender()(MAIL, { effectId: 'e1' }))).retryAfterMs).toBe(7_000);
  });

  test.each(['', 'not json', '{"errors":"x"}', '{"errors":[null,1]}'])(
    'an answer of %j is no reason to crash',
    async (body) => {
      answer = { status: 400, body };
      expect((await failure(sender()(MAIL, { effectId: 'e1' }))).failure).toBe('rejected');
    },
  );

  test.each<[Answer]>([['silence'], ['reset']])('%s after the request left is unknown', async (what) => {
    answer = what;
    const error = await failure(sender(300)(MAIL, { effectId: 'e1' }));
    expect(error).toMatchObject({ failure: 'unknown', status: null });
    expect(got).toHaveLength(1);
  });

  test('a server that is not there is transient', async () => {
    const send = sender();
    await new Promise((resolve) => server.close(resolve));
    expect((await failure(send(MAIL, { effectId: 'e1' }))).failure).toBe('transient');
  });
});

test('two senders do not share a key', async () => {
  const port = (server.address() as AddressInfo).port;
  const other = createSendMail({ apiKey: 'SG.other', baseUrl: `http://127.0.0.1:${port}/`, timeoutMs: 1_000 });
  const first = sender();
  await other(MAIL, { effectId: 'e1' });
  await first(MAIL, { effectId: 'e2' });
  expect(got.map(({ headers }) => headers.authorization)).toEqual(['Bearer SG.other', 'Bearer SG.test']);
});
