import { request } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContactSummary } from '../../cards/dto/contact.ts';
import { signV3 } from '../sandbox/hubspot/outgoing/signing.ts';
import { until } from '../sandbox/play/until.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { type Caller, createCaller, customerMail, hubspotIdOf, type Signed, sendTracked } from './support.ts';

let sandbox: TestSandbox;
let caller: Caller;
let john: string;
let messageId: string;
beforeAll(async () => {
  sandbox = await testSandbox();
  caller = createCaller(sandbox);
  john = hubspotIdOf(sandbox, 'Carter');
  const { replyTo, to } = await sendTracked(sandbox, caller, john, 'Rates');
  await customerMail(sandbox, { from: to, to: replyTo, subject: 'Re: Rates', text: 'A secret of John Carter.' });
  const reply = await until(async () => {
    const { latestReply } = await caller.get<ContactSummary>(`/contacts/${john}/summary`);
    return latestReply?.analysis ? latestReply : null;
  }, 'the reply is analyzed');
  messageId = reply.id;
});
afterAll(() => sandbox?.close());

const paths = () => [
  `/contacts/${john}/summary`,
  `/contacts/${john}/timeline`,
  `/contacts/${john}/reply-address`,
  `/messages/${messageId}`,
  '/settings',
  '/health',
  '/home',
  '/numbers?from=2026-11-01&to=2026-11-20&whose=everyone',
];

const minutes = (count: number) => count * 60_000;

/** A request that was signed, and what somebody without the secret could make of it. */
const ATTACKS: [string, (good: Signed) => Signed][] = [
  ['no signature', (good) => ({ ...good, headers: {} })],
  ['an empty signature', (good) => changed(good, { 'x-hubspot-signature-v3': '' })],
  [
    'a signature of the right length',
    (good) => changed(good, { 'x-hubspot-signature-v3': Buffer.alloc(32).toString('base64') }),
  ],
  ['somebody else’s secret', (good) => resigned(good, { secret: 'c4a81f3e-0000-0000-0000-000000000000' })],
  ['a signature six minutes old', (good) => resigned(good, { ageMs: minutes(6) })],
  ['a signature from six minutes ahead', (good) => resigned(good, { ageMs: -minutes(6) })],
  ['a timestamp that is no number', (good) => changed(good, { 'x-hubspot-request-timestamp': 'now' })],
  ['no timestamp', (good) => ({ ...good, headers: without(good.headers, 'x-hubspot-request-timestamp') })],
  ['another account in the address', (good) => ({ ...good, url: good.url.replace(/portalId=\d+/, 'portalId=1') })],
  ['another user in the address', (good) => ({ ...good, url: good.url.replace(/userId=\d+/, 'userId=1') })],
  ['a second account in the address', (good) => ({ ...good, url: `${good.url}&portalId=1` })],
  ['another method', (good) => ({ ...good, method: 'POST', body: '{}' })],
  [
    'version 2 only',
    (good) => ({ ...good, headers: { 'x-hubspot-signature': 'x', 'x-hubspot-signature-version': 'v2' } }),
  ],
];

/** What somebody who is signed in can have HubSpot sign: he chooses the address, HubSpot appends who he is. */
const CHOSEN: [string, (address: string, appended: string) => string][] = [
  ['another account before the appended one', (address, appended) => `${address}?portalId=1&${appended}`],
  ['another user before the appended one', (address, appended) => `${address}?userId=1&${appended}`],
  ['an escaped name', (address, appended) => `${address}?portal%49d=1&${appended}`],
  [
    'somebody else in front of a thousand names, behind which a query parser stops',
    (address, appended) =>
      `${address}?portalId=1&userId=1&userEmail=a%40b.example&appId=1${'&a'.repeat(997)}&${appended}`,
  ],
  [
    'somebody else and a fragment that hides what was appended',
    (address, appended) => `${address}?portalId=1&userId=1&userEmail=a%40b.example&appId=1#${appended}`,
  ],
  ['a name left out', (address, appended) => `${address}?${appended.replace(/&?userEmail=[^&]*/, '')}`],
];

function changed(good: Signed, headers: Record<string, string>): Signed {
  return { ...good, headers: { ...good.headers, ...headers } };
}

function without(headers: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([each]) => each !== name));
}

function resigned(good: Signed, { secret = sandbox.hubspot.app.clientSecret, ageMs = 0 }): Signed {
  const at = new Date(sandbox.clock.now().getTime() - ageMs);
  return { ...good, headers: signV3({ secret, method: good.method, uri: good.url, body: good.body ?? '' }, at) };
}

describe('a request that HubSpot did not sign gets no data', () => {
  test('what is signed rightly gets data, so that the attacks below fail for their own reason', async () => {
    for (const path of paths()) expect((await caller.send(caller.sign(path))).json).toMatchObject({ ok: true });
  });

  test.each(ATTACKS)('%s', async (_, attack) => {
    for (const path of paths()) {
      const { status, json } = await caller.send(attack(caller.sign(path)));
      expect({ path, status, json }).toEqual({
        path,
        status: 401,
        json: { ok: false, code: 'unsigned', message: expect.any(String) },
      });
    }
  });

  test.each(CHOSEN)('signed rightly, but with %s', async (_, choose) => {
    for (const path of paths()) {
      const good = caller.sign(path);
      const [address = '', appended = ''] = good.url.split('?');
      const uri = choose(address, appended);
      const headers = signV3(
        { secret: sandbox.hubspot.app.clientSecret, method: 'GET', uri, body: '' },
        sandbox.clock.now(),
      );
      const { status, text } = await rawGet(uri, headers);
      expect({ path, refused: status === 401 || status === 400 }).toEqual({ path, refused: true });
      expect(text).not.toContain('"ok":true');
    }
  });

  test('a thousand names of its own change nothing for who the card really is', async () => {
    const many = Array.from({ length: 1_500 }, (_, n) => `a${n}=1`).join('&');
    expect((await caller.send(caller.sign(`/contacts/${john}/summary?${many}`))).json).toMatchObject({ ok: true });
  });

  test('a GET with a body is refused, although the body is signed', async () => {
    const { url } = caller.sign('/home');
    const headers = signV3(
      { secret: sandbox.hubspot.app.clientSecret, method: 'GET', uri: url, body: '{}' },
      sandbox.clock.now(),
    );
    expect((await rawGet(url, headers, '{}')).status).toBe(400);
  });

  test('a body that was changed on the way does nothing', async () => {
    const good = caller.sign(`/contacts/${john}/status`, { key: 'a-key-of-16-chars', status: 'interested' });
    const { status } = await caller.send({ ...good, body: good.body!.replace('interested', 'converted') });
    expect(status).toBe(401);
    expect(await caller.get<ContactSummary>(`/contacts/${john}/summary`)).toMatchObject({ status: 'replied' });
  });

  test('nobody is asked who they are in the body: only the signed address counts', async () => {
    const { json } = await caller.send(
      caller.sign('/settings/forward-address', {
        key: 'a-key-of-16-chara',
        scope: 'user',
        address: 'x@post.example',
        userId: '1',
        portalId: 1,
      }),
    );
    expect(json).toMatchObject({ ok: true });
    expect(await caller.get('/settings')).toMatchObject({ forwardAddresses: { user: { address: 'x@post.example' } } });
  });
});

describe('an account sees nothing of another', () => {
  test('an account that never connected the app is told so, whatever it asks for', async () => {
    for (const path of paths()) {
      expect(await caller.get(path, { portalId: 999 })).toMatchObject({ ok: false, code: 'not_connected' });
    }
  });

  test('an account that did connect it finds neither contact nor message of the first', async () => {
    const { sql } = sandbox.app.database;
    await sql`
      insert into portals ${sql({ portal_id: 999_111, state: 'connected', created_at: sandbox.clock.now(), updated_at: sandbox.clock.now() })}`;
    const other = { portalId: 999_111 };
    expect(await caller.get<ContactSummary>(`/contacts/${john}/summary`, other)).toMatchObject({
      latestReply: null,
      name: '',
    });
    expect(await caller.get(`/contacts/${john}/timeline`, other)).toMatchObject({ messages: [], total: 0 });
    expect(await caller.get(`/contacts/${john}/reply-address`, other)).toMatchObject({ state: 'none', address: null });
    expect(await caller.get('/home', other)).toMatchObject({ waitingTotal: 0, waiting: [], toCheck: [] });
    const [effect] = await sql<{ id: string }[]>`select id from effects limit 1`;
    const [item] = await sql<{ id: string }[]>`
      insert into action_items (id, portal_id, message_id, position, text, quote, created_at)
      values (gen_random_uuid(), ${sandbox.portalId}, ${messageId}, 9, 'x', 'x', now()) returning id`;
    const posts: [string, object][] = [
      [`/messages/${messageId}/accept-sender`, {}],
      [`/messages/${messageId}/correction`, { version: 1, fields: { sentiment: 'negative' } }],
      [`/messages/${messageId}/confirmation`, { version: 1 }],
      [`/action-items/${item!.id}`, { done: true }],
      ['/effects/retry', { effectIds: [effect!.id] }],
    ];
    expect(await caller.get(`/messages/${messageId}`, other)).toMatchObject({ ok: false, code: 'not_found' });
    for (const [path, body] of posts) {
      expect({ path, ...(await caller.post(path, body, other)) }).toMatchObject({ path, ok: false, code: 'not_found' });
    }
    const everything = JSON.stringify(await Promise.all(paths().map((path) => caller.get(path, other))));
    expect(everything).not.toContain('secret of John');
  });
});

/** A GET whose target is sent as it stands: fetch would drop a fragment and refuse a body. */
function rawGet(url: string, headers: Record<string, string>, body = ''): Promise<{ status: number; text: string }> {
  const { origin, hostname, port } = new URL(url);
  const path = url.slice(origin.length);
  const length = body ? { 'content-length': String(body.length) } : {};
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method: 'GET', headers: { ...headers, ...length } }, (response) => {
      textOf(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject);
    })
      .on('error', reject)
      .end(body);
  });
}
