import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';

/**
 * Somebody who signs nothing and knows no secret sends what he likes to every address of ours. He gets a refusal that is
 * his own fault, except at Inbound Parse, where a 4xx would lose a mail after a badly rotated key; the log does not grow.
 */
let sandbox: TestSandbox;
let before: number;
beforeAll(async () => {
  sandbox = await testSandbox();
});
beforeEach(() => {
  before = sandbox.logLines().length;
});
afterAll(() => sandbox?.close());

const PATHS = [
  '/cards/home',
  '/cards/settings',
  '/webhooks/hubspot-events',
  '/webhooks/workflow-actions/send-tracked-email',
  '/webhooks/workflow-actions/none',
  '/webhooks/sendgrid-events',
  '/webhooks/inbound-parse',
  '/webhooks/inbound-parse/a-secret-that-is-none',
  '/webhooks/unsubscribe/x.0.y',
  '/webhooks/confirm-address/x.0.y',
  '/attachments/x.0.y',
  '/numbers/x.0.y',
  '/oauth/none',
  '/none',
];

type Sent = { method: string; suffix?: string; headers?: Record<string, string>; body?: Buffer };
const gzip = { 'content-encoding': 'gzip' };
const SENT: [what: string, sent: Sent][] = [
  ['nothing', { method: 'POST' }],
  ['no body and a length', { method: 'POST', headers: { 'content-length': '0' } }],
  ['text', { method: 'POST', body: Buffer.from('hello') }],
  ['a bad escape', { method: 'POST', suffix: '/%zz', body: Buffer.from('{}') }],
  ['a bad escape in a query', { method: 'POST', suffix: '?portalId=%zz&userId=%e0%a4', body: Buffer.from('{}') }],
  ['a NUL and a lone surrogate', { method: 'POST', suffix: '/%00%ed%a0%80', body: Buffer.from('{}') }],
  ['bad gzip', { method: 'POST', headers: gzip, body: Buffer.from('no gzip') }],
  ['an encoding that is none', { method: 'POST', headers: { 'content-encoding': 'rot13' }, body: Buffer.from('x') }],
  [
    'a charset that is none',
    {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=x-none' },
      body: Buffer.from('a=1'),
    },
  ],
  ['a content type that is none', { method: 'POST', headers: { 'content-type': '///;;=' }, body: Buffer.from('x') }],
  ['twelve megabytes', { method: 'POST', body: Buffer.alloc(12_000_000, 'x') }],
  ['a method that nobody uses', { method: 'PROPFIND' }],
  ['a GET', { method: 'GET' }],
  [
    'signatures that are none',
    {
      method: 'POST',
      headers: {
        'x-hubspot-signature-v3': 'é'.repeat(40),
        'x-hubspot-request-timestamp': String(Date.now()),
        'x-twilio-email-event-webhook-signature': '%%%',
        'x-twilio-email-event-webhook-timestamp': '-1',
        cookie: 'reply_tracking_install=%zz; =; a',
      },
      body: Buffer.from('{}'),
    },
  ],
];

/** The status, or 0 where the connection was closed, which a body too large is answered with. */
function send(path: string, { method, suffix = '', headers, body }: Sent): Promise<number> {
  const { hostname, port } = new URL(sandbox.app.url!);
  return new Promise((resolve) => {
    const length = body ? { 'content-length': String(body.length) } : {};
    request({ hostname, port, method, path: path + suffix, headers: { ...length, ...headers } }, (response) => {
      response.resume().on('close', () => resolve(response.statusCode ?? 0));
    })
      .on('error', () => resolve(0))
      .end(body);
  });
}

test.each(SENT)('%s is refused and raises no line of warning or error', async (_what, sent) => {
  for (const path of PATHS) {
    const status = await send(path, sent);
    // 503 to delivery events too: SendGrid repeats those for a day.
    const comesBack = /inbound-parse|sendgrid-events/.test(path);
    const refused = status === 0 || (status >= 400 && status < 500) || (comesBack && status === 503);
    expect({ path, status, refused }).toEqual({ path, status, refused: true });
  }
  const lines = sandbox.logLines().slice(before).split('\n').filter(Boolean);
  const loud = lines.map((line) => JSON.parse(line)).filter(({ level, alarm }) => level >= 40 && !alarm);
  expect(loud).toEqual([]);
});

test('all of it and a hundred more raise one alarm a kind', async () => {
  for (let n = 0; n < 100; n++) for (const path of PATHS) await send(path, { method: 'POST', body: Buffer.from('{}') });
  const alarms = [...sandbox.logLines().matchAll(/"alarm":"(\w+)"/g)].map(([, kind]) => kind);
  expect(alarms.sort()).toEqual(['event_signature', 'hubspot_signature', 'inbound_secret']);
});
