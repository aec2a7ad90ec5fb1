import { Client } from '@hubspot/api-client';
import { expect, test } from 'vitest';
import { createClock } from '../sandbox/clock/clock.ts';
import { startHubSpot } from '../sandbox/hubspot/server.ts';

test('smoke', async () => {
  const hubspot = await startHubSpot({ clock: createClock() });
  const client = new Client({ accessToken: hubspot.privateToken(), basePath: hubspot.url });
  const contacts = await client.crm.contacts.getAll();
  expect(contacts.length).toBe(6);
  const id = contacts[0]!.id;
  await client.crm.contacts.basicApi.update(id, { properties: { phone: '123' } });
  expect(hubspot.contact(id)?.properties.phone).toBe('123');
  await client.crm.objects.notes.basicApi.create({
    properties: { hs_timestamp: String(Date.now()), hs_note_body: 'hi' },
    associations: [
      { to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED' as never, associationTypeId: 202 }] },
    ],
  });
  expect(hubspot.timeline(id)).toHaveLength(1);
  const res = await client.apiRequest({
    method: 'POST',
    path: '/crm/properties/2026-09/contacts/groups',
    body: { name: 'reply', label: 'Reply' },
  });
  expect(res.status).toBe(201);
  const bad = await client.apiRequest({
    method: 'PATCH',
    path: `/crm/objects/2026-09/contacts/${id}`,
    body: { properties: { nope: '1', hs_object_id: '2' } },
  });
  console.log(bad.status, await bad.text());
  await hubspot.close();
});
