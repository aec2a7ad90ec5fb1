import { createHash, createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodeForSignature, signV3 } from '../../sandbox/hubspot/outgoing/signing.ts';
import type { HubSpotStandIn } from '../../sandbox/hubspot/server.ts';
import { type Call, CONTACTS, contactIds, PROPERTIES, startWithApp } from '../support/hubspot.ts';
import { type Received, startReceiver } from '../support/receiver.ts';

const TARGET = 'https://app.example/webhooks/hubspot';
let app: Awaited<ReturnType<typeof startReceiver>>;
let hubspot: HubSpotStandIn;
let call: Call;
let first: string;
let second: string;

async function start(statuses: number[] = []) {
  app = await startReceiver(statuses);
  const webhooks = { targetUrl: TARGET, retryMs: [5, 5, 5] };
  ({ hubspot, call } = await startWithApp({ webhooks, origins: { 'https://app.example': app.url } }));
  [first, second] = contactIds(hubspot) as [string, string];
  await call('POST', `${PROPERTIES}/groups`, { name: 'reply', label: 'Reply' });
  const property = {
    name: 'reply_outreach_status',
    label: 'Status',
    groupName: 'reply',
    type: 'string',
    fieldType: 'text',
  };
  await call('POST', PROPERTIES, property);
}
beforeEach(() => start());
afterEach(async () => {
  await hubspot.close();
  await app.close();
});

type Event = Record<string, unknown>;
const events = (): Event[] => app.received.flatMap(({ body }) => JSON.parse(body.toString()) as Event[]);

function expectSigned({ headers, body, method }: Received, uri: string) {
  const { clientSecret } = hubspot.app;
  const text = `${method}${uri}${body}${headers['x-hubspot-request-timestamp']}`;
  const v3 = createHmac('sha256', clientSecret).update(text).digest('base64');
  expect(headers['x-hubspot-signature-v3']).toBe(v3);
}

test("the signature is that of HubSpot's own test vector", () => {
  const signed = {
    secret: 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy',
    method: 'POST',
    uri: 'https://www.example.com/webhook_uri',
  };
  const headers = signV3({ ...signed, body: "{'example_field':'example_value'}" }, new Date(1693657560000));
  expect(headers['x-hubspot-signature-v3']).toBe('K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=');
});

test('of the escapes in a URI only those of the guide are undone', () => {
  expect(decodeForSignature('https://a.example/x?e=ana%40b.example&t=a%20b%26c%3Dd%2C%3b')).toBe(
    'https://a.example/x?e=ana@b.example&t=a%20b%26c%3Dd,;',
  );
});

test("a person's changes arrive signed, with who did it", async () => {
  hubspot.person.setProperties(first, { reply_outreach_status: 'converted', phone: '1' });
  await hubspot.webhooks.idle();
  expect(events()).toMatchObject([
    {
      subscriptionType: 'object.propertyChange',
      portalId: hubspot.portal().id,
      objectId: Number(first),
      objectTypeId: '0-1',
      propertyName: 'reply_outreach_status',
      propertyValue: 'converted',
      changeSource: 'CRM_UI',
      sourceId: 'userId:8150101',
      attemptNumber: 0,
    },
  ]);
  expectSigned(app.received[0]!, TARGET);
  const v1 = createHash('sha256')
    .update(hubspot.app.clientSecret + app.received[0]!.body)
    .digest('hex');
  expect(app.received[0]!.headers).toMatchObject({ 'x-hubspot-signature': v1, 'x-hubspot-signature-version': 'v1' });
});

test('own writes come back as an echo, the same value again does not', async () => {
  const write = () => call('PATCH', `${CONTACTS}/${first}`, { properties: { reply_outreach_status: 'replied' } });
  await write();
  await write();
  await hubspot.webhooks.idle();
  expect(events()).toMatchObject([{ changeSource: 'INTEGRATION', sourceId: String(hubspot.app.appId) }]);
});

test('a merge tells the new id, and a deletion of the record that went', async () => {
  const { id } = hubspot.person.mergeContacts(first, second);
  await hubspot.webhooks.idle();
  expect(events()).toMatchObject([
    {
      subscriptionType: 'object.merge',
      primaryObjectId: Number(first),
      mergedObjectIds: [Number(second)],
      newObjectId: Number(id),
    },
    { subscriptionType: 'object.deletion', objectId: Number(second) },
  ]);
  expect(hubspot.contact(second)?.id).toBe(id);
});

test('deletion, restore and privacy deletion', async () => {
  hubspot.person.deleteContact(first);
  hubspot.person.restoreContact(first);
  hubspot.person.privacyDelete(first);
  await hubspot.webhooks.idle();
  expect(events().map(({ subscriptionType }) => subscriptionType)).toEqual([
    'object.deletion',
    'object.restore',
    'contact.privacyDeletion',
    'object.deletion',
  ]);
});

test('at most 100 events a post', async () => {
  const people = Array.from({ length: 120 }, (_, n) =>
    hubspot.person.createContact({ email: `p${n}@cliente.example` }),
  );
  for (const { id } of people) hubspot.person.deleteContact(id);
  await hubspot.webhooks.idle();
  expect(app.received.map(({ body }) => (JSON.parse(body.toString()) as Event[]).length)).toEqual([100, 20]);
});

test('4xx and 5xx are tried again with the attempt counted, then given up', async () => {
  await hubspot.close();
  await app.close();
  await start([404, 500]);
  hubspot.person.deleteContact(first);
  await hubspot.webhooks.idle();
  expect(events().map(({ attemptNumber }) => attemptNumber)).toEqual([0, 1, 2]);
  expect(new Set(events().map(({ eventId }) => eventId)).size).toBe(1);
  await app.close();
  hubspot.person.restoreContact(first);
  await hubspot.webhooks.idle();
  expect(hubspot.webhooks.undelivered()).toMatchObject([{ subscriptionType: 'object.restore', attemptNumber: 4 }]);
  await app.close();
});
