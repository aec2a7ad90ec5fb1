import { Client } from '@hubspot/api-client';
import { expect, test } from 'vitest';
import { createClock } from '../sandbox/clock/clock.ts';
import { validateRecorded } from '../sandbox/hubspot/openapi.ts';
import { startHubSpot } from '../sandbox/hubspot/server.ts';

test('smoke', async () => {
  const hubspot = await startHubSpot({ clock: createClock() });
  const client = new Client({ basePath: hubspot.url });
  const token = hubspot.install().access_token;
  const call = async (method: string, path: string, body?: unknown) => {
    const r = await client.apiRequest({
      method: method as never,
      path,
      body,
      headers: { Authorization: `Bearer ${token}` },
    });
    const t = await r.text();
    console.log(method, path, r.status, t.slice(0, 150));
    return t ? JSON.parse(t) : null;
  };
  const C = '/crm/objects/2026-09/contacts';
  const { results } = await call('GET', C + '?limit=2&properties=email&associations=notes');
  const id = results[0].id;
  await call('GET', `${C}/${id}?propertiesWithHistory=email`);
  await call('POST', C, { properties: { email: 'a@b.example' }, associations: [] });
  await call('POST', `${C}/batch/read`, {
    inputs: [{ id }, { id: '1' }],
    properties: ['email'],
    propertiesWithHistory: [],
  });
  await call('POST', `${C}/batch/update`, { inputs: [{ id, properties: { phone: '1' } }] });
  await call('POST', `${C}/batch/update`, { inputs: [{ id: '77', properties: { phone: '1' } }] });
  await call('POST', `/crm/objects/2026-09/notes/batch/create`, {
    inputs: [
      {
        properties: { hs_timestamp: '2026-11-01T00:00:00Z', hs_note_body: 'x' },
        associations: [{ to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 202 }] }],
      },
    ],
  });
  await call('POST', `${C}/search`, { filterGroups: [], properties: [], sorts: [], limit: 3, after: '' });
  await call('POST', `/crm/properties/2026-09/contacts/groups`, { name: 'reply', label: 'R', displayOrder: 1 });
  await call('POST', `/crm/properties/2026-09/contacts/batch/create`, {
    inputs: [{ name: 'reply_x', label: 'R', groupName: 'reply', type: 'string', fieldType: 'text' }],
  });
  await call('GET', `/crm/properties/2026-09/contacts`);
  await call('GET', `/crm/owners/2026-09?email=ana.souza@vendas.example`);
  await call('GET', `/account-info/2026-09/details`);
  hubspot.registerEventTypes([{ name: 'reply_received', properties: [{ name: 'a', type: 'string' }] }]);
  await call('POST', '/integrators/timeline/2026-03/events/batch', {
    inputs: [{ eventTypeName: 'reply_received', id: 'x1', objectId: id, properties: { a: 'b' } }],
  });
  await call('POST', '/integrators/timeline/2026-03/events', {
    eventTypeName: 'reply_received',
    id: 'x1',
    objectId: id,
    properties: { a: 'b' },
  });
  await call('POST', '/communication-preferences/2026-09/statuses/batch/unsubscribe-all?channel=EMAIL', {
    inputs: ['a@b.example'],
  });
  await call('POST', '/communication-preferences/2026-09/statuses/a%40b.example/unsubscribe-all?channel=EMAIL');
  await call('POST', `/automation/actions/callbacks/2026-09/abc/complete`, {
    outputFields: { hs_execution_state: 'SUCCESS' },
    typedOutputs: {},
  });
  await call('PUT', `/crm/objects/2026-09/notes/70500001/associations/default/contacts/${id}`);
  await call('POST', `/crm/associations/2026-09/notes/contacts/batch/read`, { inputs: [{ id: '70500001' }] });
  await call('POST', `${C}/merge`, { primaryObjectId: id, objectIdToMerge: results[1].id });
  await call('POST', `${C}/gdpr-delete`, { objectId: id });
  await call('PATCH', `${C}/123`, { properties: { phone: 5 }, oops: 1 });
  await call('POST', `/oauth/2026-09/token`, {});
  await call('DELETE', '/appinstalls/2026-09/external-install');
  const report = await validateRecorded(hubspot.calls(), '/work/shared/openapi');
  console.log(JSON.stringify(report, null, 1));
  await hubspot.close();
  expect(1).toBe(1);
});
