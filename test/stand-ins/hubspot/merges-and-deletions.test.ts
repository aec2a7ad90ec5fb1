import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HubSpotStandIn } from '../../sandbox/hubspot/server.ts';
import { type Call, CONTACTS, contactIds, NOTES, noteFor, startWithApp } from '../support/hubspot.ts';

let hubspot: HubSpotStandIn;
let call: Call;
let first: string;
let second: string;

beforeEach(async () => {
  ({ hubspot, call } = await startWithApp());
  [first, second] = contactIds(hubspot) as [string, string];
});
afterEach(() => hubspot.close());

type Results = { results: { id: string; properties: Record<string, string | null> }[]; numErrors?: number };

describe('one contact of two, or none', () => {
  test('a merge makes a new record to which both old ids lead, engagements included', async () => {
    await call('POST', NOTES, noteFor(second, 'of the second'));
    await call('PATCH', `${CONTACTS}/${second}`, { properties: { phone: '222' } });
    const { status, body } = await call('POST', `${CONTACTS}/merge`, {
      primaryObjectId: first,
      objectIdToMerge: second,
    });
    expect(status).toBe(200);
    const merged = String(body.id);
    expect([first, second]).not.toContain(merged);
    for (const old of [first, second]) {
      const read = await call('GET', `${CONTACTS}/${old}?properties=phone,email,company`);
      expect(read.body).toMatchObject({ id: merged, properties: { phone: '222', company: 'Padaria Sol' } });
    }
    expect(hubspot.timeline(merged)).toHaveLength(1);
    const asked = { inputs: [{ id: first }, { id: second }], properties: [], propertiesWithHistory: [] };
    expect(((await call('POST', `${CONTACTS}/batch/read`, asked)).body as Results).results.map(({ id }) => id)).toEqual(
      [merged],
    );
    const both = [first, second].map((id) => ({ id, properties: { phone: '1' } }));
    expect((await call('POST', `${CONTACTS}/batch/update`, { inputs: both })).status).toBe(400);
  });

  test('a deleted contact is gone for reads and writes, and comes back', async () => {
    expect((await call('DELETE', `${CONTACTS}/${first}`)).status).toBe(204);
    expect((await call('GET', `${CONTACTS}/${first}`)).status).toBe(404);
    expect((await call('PATCH', `${CONTACTS}/${first}`, { properties: { phone: '1' } })).status).toBe(404);
    expect((await call('GET', `${CONTACTS}/${first}?archived=true`)).body).toMatchObject({ id: first, archived: true });
    hubspot.person.restoreContact(first);
    expect((await call('GET', `${CONTACTS}/${first}`)).status).toBe(200);
  });

  test('a privacy deletion leaves nothing of the contact', async () => {
    await call('POST', NOTES, noteFor(first, 'secret of Mariana'));
    expect((await call('POST', `${CONTACTS}/gdpr-delete`, { objectId: first })).status).toBe(204);
    expect(hubspot.contact(first)).toBeNull();
    expect((await call('GET', `${CONTACTS}/${first}?archived=true`)).status).toBe(404);
    expect(((await call('GET', NOTES)).body as Results).results).toHaveLength(0);
  });
});
