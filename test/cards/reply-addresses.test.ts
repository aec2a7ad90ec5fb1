import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CreatedAddresses } from '../../cards/dto/bulk.ts';
import type { ContactSummary } from '../../cards/dto/contact.ts';
import { until } from '../sandbox/play/until.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { type Caller, createCaller, customerMail } from './support.ts';

let sandbox: TestSandbox;
let caller: Caller;
let ids: string[];
beforeAll(async () => {
  sandbox = await testSandbox();
  caller = createCaller(sandbox);
  const { person } = sandbox.hubspot;
  ids = Array.from({ length: 30 }, (_, n) => person.createContact({ email: `c${n}@bulk.example` }).id);
});
afterAll(() => sandbox?.close());

const ask = (hubspotIds: string[], key: string = randomUUID()) =>
  caller.post<CreatedAddresses>('/reply-addresses', { key, hubspotIds });
const addressOf = (id: string) => sandbox.hubspot.contact(id)?.properties.reply_address ?? null;

test('each of thirty contacts gets one of its own, in a handful of calls', async () => {
  sandbox.hubspot.clearCalls();
  const key = randomUUID();
  expect(await ask(ids, key)).toMatchObject({ ok: true, created: 30, kept: 0, skipped: 0, noProperty: false });
  await until(() => ids.every(addressOf) || null, 'all have their address');
  expect(new Set(ids.map(addressOf)).size).toBe(30);
  expect(sandbox.hubspot.calls().length).toBeLessThanOrEqual(6);
  // HubSpot's proxy sends it twice: the same result, and no second address.
  expect(await ask(ids, key)).toMatchObject({ created: 30, kept: 0 });
  const [row] = await sandbox.app.context.sql`select count(*)::integer as count from reply_tokens`;
  expect(row?.count).toBe(30);
});

test('a contact keeps the one that it has; one that is gone or has no address is skipped', async () => {
  const { person } = sandbox.hubspot;
  const silent = person.createContact({ firstname: 'No address' }).id;
  const gone = person.createContact({ email: 'gone@bulk.example' }).id;
  person.deleteContact(gone);
  const before = addressOf(ids[0]!);
  expect(await ask([ids[0]!, silent, gone])).toMatchObject({ created: 0, kept: 1, skipped: 2 });
  expect(addressOf(ids[0]!)).toBe(before);
});

test('near its end it is replaced', async () => {
  sandbox.clock.advance('70d');
  const before = addressOf(ids[1]!);
  expect(await ask([ids[1]!])).toMatchObject({ created: 1, kept: 0 });
  await until(() => addressOf(ids[1]!) !== before || null, 'the new address is there');
});

test('a reply to it reaches the contact', async () => {
  await customerMail(sandbox, {
    from: 'c1@bulk.example',
    to: addressOf(ids[1]!)!,
    subject: 'Hello',
    text: 'Please send me the prices.',
  });
  await until(async () => {
    const { latestReply } = await caller.get<ContactSummary>(`/contacts/${ids[1]}/summary`);
    return latestReply ?? null;
  }, 'the reply is there');
});

test('without the property none is made', async () => {
  const { sql } = sandbox.app.context;
  await sql`update portals set properties_missing = '{reply_address}' where portal_id = ${sandbox.portalId}`;
  const fresh = sandbox.hubspot.person.createContact({ email: 'fresh@bulk.example' }).id;
  expect(await ask([fresh])).toMatchObject({ ok: true, created: 0, noProperty: true });
});

test.each([
  ['none', []],
  ['too many', Array.from({ length: 101 }, (_, n) => String(n))],
  ['what is no id', ['x']],
])('%s are refused', async (_name, hubspotIds) => {
  expect(await ask(hubspotIds)).toMatchObject({ ok: false, code: 'invalid_input' });
});
