import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenApiReport, validateRecorded } from '../../sandbox/hubspot/openapi.ts';
import type { HubSpotStandIn } from '../../sandbox/hubspot/server.ts';
import {
  type Call,
  CONTACTS,
  contactIds,
  EMAILS,
  NOTES,
  noteFor,
  PROPERTIES,
  startWithApp,
  TASKS,
  toContact,
} from '../support/hubspot.ts';

const directory = process.env.OPENAPI_DIR ?? '';
const present = directory !== '' && existsSync(directory);
if (!present) {
  process.stderr.write(
    "\n!!! SKIPPED: OPENAPI_DIR does not name a folder with HubSpot's OpenAPI files; the stand-in's answers stay unchecked.\n\n",
  );
}

describe.skipIf(!present)("the stand-in against HubSpot's own files", () => {
  let hubspot: HubSpotStandIn;
  let call: Call;
  let ids: string[];

  beforeAll(async () => {
    ({ hubspot, call } = await startWithApp());
    ids = contactIds(hubspot);
    hubspot.registerEventTypes([{ name: 'reply_received', properties: [{ name: 'channel', type: 'string' }] }]);
  });
  afterAll(() => hubspot.close());

  const report = async (): Promise<OpenApiReport> => {
    const made = await validateRecorded(hubspot.calls(), directory);
    hubspot.clearCalls();
    return made;
  };

  test('requests and answers of every endpoint pass', async () => {
    const [id = '', other = ''] = ids;
    const filters = [{ propertyName: 'email', operator: 'HAS_PROPERTY' }];
    const property = { name: 'reply_text', label: 'Text', groupName: 'reply', type: 'string', fieldType: 'textarea' };
    const event = { eventTypeName: 'reply_received', id: 'e1', objectId: id, properties: { channel: 'email' } };
    const unsubscribe = '/communication-preferences/2026-09/statuses';
    const requests: [string, string, unknown?][] = [
      ['GET', `${CONTACTS}?limit=2&properties=email,phone&associations=notes`],
      ['GET', `${CONTACTS}/${id}?propertiesWithHistory=email&properties=phone`],
      ['GET', `${CONTACTS}/1`],
      ['POST', CONTACTS, { properties: { email: 'novo@cliente.example' }, associations: [] }],
      ['PATCH', `${CONTACTS}/${id}`, { properties: { phone: '1' } }],
      ['PATCH', `${CONTACTS}/${id}`, { properties: { nope: '1' } }],
      [
        'POST',
        `${CONTACTS}/batch/read`,
        { inputs: [{ id }, { id: '1' }], properties: ['email', 'phone'], propertiesWithHistory: [] },
      ],
      ['POST', `${CONTACTS}/batch/update`, { inputs: [{ id, properties: { phone: '' } }] }],
      ['POST', `${CONTACTS}/batch/update`, { inputs: [{ id: '1', properties: { phone: '' } }] }],
      [
        'POST',
        `${CONTACTS}/batch/upsert`,
        { inputs: [{ id: 'x@y.example', idProperty: 'email', properties: { phone: '1' } }] },
      ],
      [
        'POST',
        `${CONTACTS}/search`,
        { filterGroups: [{ filters }], properties: ['email'], sorts: ['email'], limit: 2, after: '0' },
      ],
      ['POST', NOTES, noteFor(id, 'x')],
      ['POST', `${NOTES}/batch/create`, { inputs: [noteFor(id, 'x'), noteFor(other, 'y')] }],
      [
        'POST',
        `${NOTES}/batch/create`,
        {
          inputs: [
            { ...noteFor(id, 'x'), objectWriteTraceId: 'a' },
            { ...noteFor('1', 'y'), objectWriteTraceId: 'b' },
          ],
        },
      ],
      [
        'POST',
        EMAILS,
        {
          properties: { hs_timestamp: '2026-11-20T10:00:00Z', hs_email_direction: 'EMAIL' },
          associations: toContact(id, 198),
        },
      ],
      [
        'POST',
        TASKS,
        {
          properties: { hs_timestamp: '2026-11-20T10:00:00Z', hs_task_status: 'NOT_STARTED' },
          associations: toContact(id, 204),
        },
      ],
      ['POST', `${TASKS}/batch/update`, { inputs: [{ id: '70700001', properties: { hs_task_status: 'COMPLETED' } }] }],
      ['POST', `${TASKS}/batch/archive`, { inputs: [{ id: '70700001' }] }],
      ['GET', `${NOTES}/70500001?associations=contacts`],
      ['PUT', `${NOTES}/70500001/associations/default/contacts/${other}`],
      ['DELETE', `${NOTES}/70500001/associations/contacts/${other}`],
      ['POST', '/crm/associations/2026-09/contacts/notes/batch/read', { inputs: [{ id }, { id: '1' }] }],
      ['POST', `${PROPERTIES}/groups`, { name: 'reply', label: 'Reply', displayOrder: 1 }],
      ['GET', `${PROPERTIES}/groups`],
      ['POST', `${PROPERTIES}/batch/create`, { inputs: [property] }],
      ['POST', PROPERTIES, { ...property, name: 'reply_second' }],
      ['GET', PROPERTIES],
      ['GET', `${PROPERTIES}/reply_text`],
      ['PATCH', `${PROPERTIES}/reply_text`, { label: 'Texto' }],
      ['DELETE', `${PROPERTIES}/reply_second`],
      ['GET', '/crm/owners/2026-09?email=ana.souza@vendas.example&limit=1'],
      ['GET', '/crm/owners/2026-09/62010101'],
      ['GET', '/account-info/2026-09/details'],
      ['POST', '/integrators/timeline/2026-03/events', event],
      ['POST', '/integrators/timeline/2026-03/events', event],
      ['POST', '/integrators/timeline/2026-03/events/batch', { inputs: [{ ...event, id: 'e2' }] }],
      ['POST', `${unsubscribe}/batch/unsubscribe-all?channel=EMAIL`, { inputs: ['novo@cliente.example'] }],
      ['POST', `${unsubscribe}/x@y.example/unsubscribe-all?channel=EMAIL`],
      ['GET', `${unsubscribe}/x@y.example/unsubscribe-all?channel=EMAIL`],
      [
        'POST',
        '/automation/actions/callbacks/2026-09/ap-1/complete',
        { outputFields: { hs_execution_state: 'SUCCESS' }, typedOutputs: {} },
      ],
      ['POST', `${CONTACTS}/merge`, { primaryObjectId: id, objectIdToMerge: other }],
      ['POST', `${CONTACTS}/gdpr-delete`, { objectId: id }],
    ];
    for (const [method, path, body] of requests) await call(method, path, body);
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: 'x',
      client_id: hubspot.app.clientId,
      client_secret: hubspot.app.clientSecret,
    });
    await fetch(`${hubspot.url}/oauth/2026-09/token`, { method: 'POST', body: form });
    const { validated, violations, uncovered } = await report();
    process.stdout.write(`OpenAPI: ${validated} calls of the stand-in's own tests validated\n`);
    expect(violations).toEqual([]);
    expect(uncovered).toEqual({});
    expect(validated).toBe(requests.length + 1);
  });

  test('faults, lost and limited answers pass too', async () => {
    for (const effect of [500, 429, 'daily', 'lost-answer'] as const) {
      hubspot.fault({ effect, times: 1 });
      await call('GET', CONTACTS).catch(() => null);
    }
    await call('GET', CONTACTS);
    expect(await report()).toMatchObject({ validated: 5, violations: [], uncovered: {} });
  });

  test.each([
    ['a field that does not exist', { inputs: [{ id: '1', properties: {}, colour: 'red' }] }],
    ['a number where HubSpot wants text', { inputs: [{ id: '1', properties: { phone: 5 } }] }],
    ['a missing id', { inputs: [{ properties: {} }] }],
    ['input for inputs', { input: [] }],
  ])('a wrong request is found: %s', async (_name, body) => {
    await call('POST', `${CONTACTS}/batch/update`, body);
    expect((await report()).violations).toMatchObject([{ side: 'request', call: `POST ${CONTACTS}/batch/update` }]);
  });

  test('a wrong query and a wrong answer are found', async () => {
    await call('GET', `${CONTACTS}?limit=all`);
    await call('POST', CONTACTS, { properties: { email: 'outro@cliente.example' }, associations: [] });
    const [, created] = hubspot.calls();
    const wrong = [
      { ...created!, status: 200 },
      { ...created!, responseBody: { id: 5 } },
    ];
    const { violations } = await validateRecorded([hubspot.calls()[0]!, ...wrong], directory);
    expect(violations.map(({ side }) => side)).toEqual(['request', 'answer', 'answer']);
    hubspot.clearCalls();
  });

  test('what the files do not cover stands on a list', async () => {
    await call('POST', '/files/2026-09/files', {});
    await call('GET', '/crm/v3/objects/contacts/90100002');
    await call('DELETE', '/appinstalls/2026-09/external-install');
    expect(await report()).toMatchObject({
      validated: 0,
      uncovered: {
        'POST /files/2026-09/files': 1,
        'GET /crm/v3/objects/contacts/{id}': 1,
        'DELETE /appinstalls/2026-09/external-install': 1,
      },
    });
  });
});
