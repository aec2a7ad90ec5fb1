import { createHash, createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClock } from '../../sandbox/clock/clock.ts';
import type { FetchRequest } from '../../sandbox/hubspot/fetch-proxy.ts';
import { type HubSpotStandIn, startHubSpot } from '../../sandbox/hubspot/server.ts';
import { contactIds } from '../support/hubspot.ts';
import { startReceiver } from '../support/receiver.ts';

const APP = 'https://app.example';
let hubspot: HubSpotStandIn;
let app: Awaited<ReturnType<typeof startReceiver>>;

async function start(statuses: number[] = [], answer: unknown = { ok: true }) {
  app = await startReceiver(statuses, answer);
  hubspot = await startHubSpot({ clock: createClock(), permittedUrls: [`${APP}/cards/`], origins: { [APP]: app.url } });
}
beforeEach(() => start());
afterEach(async () => {
  await hubspot.close();
  await app.close();
});

const ask = (more: Partial<FetchRequest> = {}) => {
  const { id: portalId, users } = hubspot.portal();
  const { id: userId, email: userEmail } = users[0]!;
  return hubspot.fetch({ portalId, userId, userEmail, url: `${APP}/cards/timeline?contactId=7`, ...more });
};

test('goes to the app with who asks in the query, signed over the public address', async () => {
  const answer = await ask({ method: 'POST', body: { text: 'olá' } });
  expect(answer).toMatchObject({ status: 200, body: '{"ok":true}' });
  const [got] = app.received;
  const query = `contactId=7&userId=8150101&portalId=${hubspot.portal().id}&userEmail=ana.souza%40vendas.example&appId=${hubspot.app.appId}`;
  expect(got!.url).toBe(`/cards/timeline?${query}`);
  const text = `POST${APP}/cards/timeline?${query.replace('%40', '@')}{"text":"olá"}${got!.headers['x-hubspot-request-timestamp']}`;
  const signature = createHmac('sha256', hubspot.app.clientSecret).update(text).digest('base64');
  expect(got!.headers['x-hubspot-signature-v3']).toBe(signature);
});

test('who asks comes in another order each time, always at the end', async () => {
  for (let n = 0; n < 4; n++) await ask();
  const names = app.received.map(({ url }) => [...new URL(url!, APP).searchParams.keys()]);
  expect(new Set(names.map(String)).size).toBe(4);
  for (const each of names) {
    expect(each[0]).toBe('contactId');
    expect(each.toSorted()).toEqual(['appId', 'contactId', 'portalId', 'userEmail', 'userId']);
  }
});

test('a GET is signed over an empty body', async () => {
  await ask({ url: `${APP}/cards/status` });
  const [got] = app.received;
  const uri = `${APP}${got!.url}`.replace('%40', '@');
  const text = `GET${uri}${got!.headers['x-hubspot-request-timestamp']}`;
  expect(got!.headers['x-hubspot-signature-v3']).toBe(
    createHmac('sha256', hubspot.app.clientSecret).update(text).digest('base64'),
  );
});

test.each([
  ['an address that is not permitted', { url: `${APP}/oauth/callback` }, 403],
  ['another origin that begins alike', { url: 'https://app.example.evil.example/cards/' }, 403],
  ['a user of another account', { userId: 1 }, 401],
  ['the address of another user', { userEmail: 'diego.ruiz@vendas.example' }, 401],
  ['more than 1 MB', { method: 'POST' as const, body: { text: 'x'.repeat(1_000_000) } }, 413],
])('%s never reaches the app', async (_name, more, status) => {
  expect((await ask(more)).status).toBe(status);
  expect(app.received).toHaveLength(0);
});

test('a 5xx is tried once more', async () => {
  await hubspot.close();
  await app.close();
  await start([503]);
  expect((await ask({ method: 'POST', body: { key: 'k1' } })).status).toBe(200);
  expect(app.received.map(({ body }) => body.toString())).toEqual(['{"key":"k1"}', '{"key":"k1"}']);
});

test('what is not 2xx becomes a bad gateway with the body attached, once', async () => {
  await hubspot.close();
  await app.close();
  await start([404], { message: 'none here' });
  expect(await ask()).toMatchObject({ status: 502, body: '{"message":"none here"}' });
  expect(app.received).toHaveLength(1);
});

test('an app that is away is a bad gateway too', async () => {
  await app.close();
  expect((await ask()).status).toBe(502);
});

test('an answer above 1 MB is not passed on', async () => {
  await hubspot.close();
  await app.close();
  await start([], { text: 'x'.repeat(1_000_000) });
  expect((await ask()).status).toBe(502);
});

test('over HTTP, as a page calls it', async () => {
  const { id: portalId, users } = hubspot.portal();
  const request = { portalId, userId: users[0]!.id, userEmail: users[0]!.email, url: `${APP}/cards/x` };
  const post = (body: unknown) =>
    fetch(`${hubspot.url}/sandbox/fetch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const answer = await post(request);
  expect([answer.status, await answer.json(), answer.headers.get('access-control-allow-origin')]).toEqual([
    200,
    { ok: true },
    '*',
  ]);
  expect((await post({ ...request, method: 'TRACE' })).status).toBe(400);
});

test('a workflow runs an action with a v2 signature and what the definition asks for', async () => {
  const [contactId = ''] = contactIds(hubspot);
  const url = `${APP}/webhooks/workflow-actions/send-tracked-email`;
  const answer = await hubspot.callAction({
    url,
    portalId: hubspot.portal().id,
    contactId,
    callbackId: 'ap-1',
    inputFields: { subject: 'Olá', body: 'Oi' },
  });
  expect(answer).toEqual({ callbackId: 'ap-1', status: 200, body: { ok: true }, attempts: 1 });
  const [got] = app.received;
  expect(JSON.parse(got!.body.toString())).toMatchObject({
    callbackId: 'ap-1',
    origin: { portalId: hubspot.portal().id },
    context: { source: 'WORKFLOWS' },
    object: { objectId: Number(contactId), objectType: 'CONTACT', properties: { company: 'Padaria Sol' } },
    inputFields: { subject: 'Olá', body: 'Oi' },
  });
  const v2 = createHash('sha256').update(`${hubspot.app.clientSecret}POST${url}${got!.body}`).digest('hex');
  expect(got!.headers).toMatchObject({ 'x-hubspot-signature': v2, 'x-hubspot-signature-version': 'v2' });
});
