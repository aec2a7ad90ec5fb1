import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCaller } from '../cards/support.ts';
import { signV1, signV2, signV3 } from '../sandbox/hubspot/outgoing/signing.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';

/**
 * HubSpot's proxy signs what anybody signed in has it send, and its webhooks and workflows what they post, all with the
 * one secret of the app. What is signed for one kind of address must do nothing at another.
 */
let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox();
});
afterAll(() => sandbox?.close());

const VICTIM = () => sandbox.portalId;
const contactId = () => sandbox.hubspot.contacts()[0]!.id;

/** Bodies that a machine of HubSpot's posts, about an account that is not the attacker's. */
const MACHINE_CALLS: [path: string, body: () => object][] = [
  [
    '/webhooks/hubspot-events',
    () => [
      {
        eventId: 1,
        portalId: VICTIM(),
        objectId: Number(contactId()),
        occurredAt: sandbox.clock.now().getTime(),
        subscriptionType: 'contact.privacyDeletion',
      },
    ],
  ],
  ...['send-tracked-email', 'create-reply-address'].map((action): [string, () => object] => [
    `/webhooks/workflow-actions/${action}`,
    () => ({
      callbackId: `ap-${action}`,
      origin: { portalId: VICTIM() },
      object: { objectId: Number(contactId()), objectType: 'CONTACT' },
      inputFields: { subject: 'A mail of the attacker', body: 'Please pay to this account.' },
    }),
  ]),
];

const APPENDED = 'userId=666&portalId=999111&userEmail=eve%40evil.example&appId=1';

const everySignature = (uri: string, method: string, body: string) => {
  const secret = sandbox.hubspot.app.clientSecret;
  const signed = { secret, method, uri, body };
  return { v3: signV3(signed, sandbox.clock.now()), v2: signV2(signed), v1: signV1(secret, body) };
};

async function post(uri: string, body: object, version?: 'v1' | 'v2' | 'v3') {
  const text = JSON.stringify(body);
  const { v1, v2, v3 } = everySignature(uri, 'POST', text);
  // As the proxy of `hs project dev` does: the old pair and the new one.
  const headers = version ? { v1, v2, v3 }[version] : { ...v2, ...v3 };
  const response = await fetch(uri, { method: 'POST', body: text, headers });
  return { status: response.status, text: await response.text() };
}

/** What a machine call would have left. */
async function done(): Promise<number> {
  const { sql } = sandbox.app.database;
  const [row] = await sql<{ done: number }[]>`
    select (select count(*) from contacts)::integer + (select count(*) from reply_tokens)::integer
         + (select count(*) from effects)::integer + (select count(*) from seen_events)::integer
         + (select count(*) from pgboss.job where name = 'hubspot-events')::integer as done`;
  return row!.done;
}

describe('what the proxy sends for somebody signed in does nothing at an address of machines', () => {
  test.each(MACHINE_CALLS)('%s', async (path, body) => {
    const before = await done();
    const address = `${sandbox.app.url}${path}`;
    for (const query of [`?${APPENDED}`, '?', `?&${APPENDED}`, `?a=%3F&${APPENDED}`, `/?${APPENDED}`]) {
      for (const version of [undefined, 'v3', 'v2'] as const) {
        const { status } = await post(`${address}${query}`, body(), version);
        expect({ query, version, status }).toEqual({ query, version, status: 401 });
      }
    }
    expect(await done()).toBe(before);
  });

  test('and the proxy does not even send it: the manifest permits the addresses of the cards alone', async () => {
    const { id: portalId, users } = sandbox.hubspot.addPortal({});
    const { id: userId, email: userEmail } = users[0]!;
    for (const [path, body] of MACHINE_CALLS) {
      const url = `${sandbox.app.url}${path}`;
      const answer = await sandbox.hubspot.fetch({ portalId, userId, userEmail, url, method: 'POST', body: body() });
      expect(answer.status).toBe(403);
    }
  });
});

describe('what HubSpot’s machines are sent for is no request of a card', () => {
  test.each([
    ['signed as a webhook', undefined],
    ['with version 1, which covers no address', 'v1'],
    ['with version 2, which has no time', 'v2'],
  ] as const)('%s', async (_, version) => {
    const caller = createCaller(sandbox);
    for (const path of ['/settings', `/contacts/${contactId()}/status`, '/home']) {
      const body = { key: 'a-key-of-16-chars', status: 'converted' };
      expect((await post(`${sandbox.app.url}/cards${path}`, body, version)).status).toBe(401);
      if (!version) continue;
      const { url } = caller.sign(path, body);
      expect((await post(url, body, version)).status).toBe(401);
    }
  });

  test('its signature does not fit another address', async () => {
    const [path, body] = MACHINE_CALLS[0]!;
    const text = JSON.stringify(body());
    const { v3 } = everySignature(`${sandbox.app.url}${path}`, 'POST', text);
    const { url } = createCaller(sandbox).sign('/settings', {});
    expect((await fetch(url, { method: 'POST', body: text, headers: v3 })).status).toBe(401);
  });
});

// Last, because it does what the attacks wanted: they failed for their own reason. The deletion comes after all else.
test.each(MACHINE_CALLS.toReversed())('posted as HubSpot’s machines do, %s is carried out', async (path, body) => {
  const before = await done();
  expect((await post(`${sandbox.app.url}${path}`, body())).status).toBe(200);
  expect(await done()).toBeGreaterThan(before);
});
