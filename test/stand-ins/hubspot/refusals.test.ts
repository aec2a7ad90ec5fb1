import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HubSpotStandIn } from '../../sandbox/hubspot/server.ts';
import {
  type Call,
  CONTACTS,
  contactIds,
  EMAILS,
  makeReplyProperties,
  NOTES,
  noteFor,
  PROPERTIES,
  startWithApp,
  TASKS,
  toContact,
} from '../support/hubspot.ts';

let hubspot: HubSpotStandIn;
let call: Call;
let ids: string[];

beforeAll(async () => {
  ({ hubspot, call } = await startWithApp());
  ids = contactIds(hubspot);
  await makeReplyProperties(call);
});
afterAll(() => hubspot.close());

const taken = () => hubspot.contact(ids[1]!)!.properties.email!;
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: String(index + 1), properties: { phone: '1' } }));

/** What is asked, the status and category it gets. Functions, since the ids are known only after the start. */
type Row = [string, () => [method: string, path: string, body?: unknown], number, string];
const goodEmail = {
  hs_timestamp: '0',
  hs_email_direction: 'INCOMING_EMAIL',
  hs_email_headers: JSON.stringify({ from: { email: 'a@b.example' }, to: [{ email: 'c@d.example' }] }),
};
const calls: Row[] = [
  ['a batch of 101', () => ['POST', `${CONTACTS}/batch/update`, { inputs: many(101) }], 400, 'VALIDATION_ERROR'],
  ['an empty batch', () => ['POST', `${CONTACTS}/batch/update`, { inputs: [] }], 400, 'VALIDATION_ERROR'],
  ['a batch without inputs', () => ['POST', `${CONTACTS}/batch/update`, { input: many(1) }], 400, 'VALIDATION_ERROR'],
  [
    'the same contact twice in a batch',
    () => [
      'POST',
      `${CONTACTS}/batch/update`,
      { inputs: [ids[0], ids[0]].map((id) => ({ id, properties: { phone: '1' } })) },
    ],
    400,
    'VALIDATION_ERROR',
  ],
  [
    'a batch with an unknown contact',
    () => [
      'POST',
      `${CONTACTS}/batch/update`,
      { inputs: [ids[0], '12'].map((id) => ({ id, properties: { phone: '777' } })) },
    ],
    404,
    'OBJECT_NOT_FOUND',
  ],
  [
    'a batch with one wrong value',
    () => [
      'POST',
      `${CONTACTS}/batch/update`,
      {
        inputs: [
          { id: ids[0], properties: { phone: '777' } },
          { id: ids[1], properties: { nope: '1' } },
        ],
      },
    ],
    400,
    'VALIDATION_ERROR',
  ],
  [
    'an update by hs_object_id',
    () => [
      'POST',
      `${CONTACTS}/batch/update`,
      { inputs: [{ id: ids[0], idProperty: 'hs_object_id', properties: { phone: '1' } }] },
    ],
    400,
    'VALIDATION_ERROR',
  ],
  ['an unknown contact', () => ['PATCH', `${CONTACTS}/12`, { properties: { phone: '1' } }], 404, 'OBJECT_NOT_FOUND'],
  [
    'a create with an address that is taken',
    () => ['POST', CONTACTS, { properties: { email: taken() } }],
    409,
    'CONFLICT',
  ],
  [
    'a contact associated with itself',
    () => ['PUT', `/crm/objects/2026-09/contacts/${ids[0]}/associations/default/contacts/${ids[0]}`],
    400,
    'VALIDATION_ERROR',
  ],
  [
    'a contact made beside one that is not there',
    () => ['POST', CONTACTS, { properties: { firstname: 'Rosa' }, associations: toContact('12', 449) }],
    404,
    'OBJECT_NOT_FOUND',
  ],
  [
    'a contact beside another with the type id of a company',
    () => ['POST', CONTACTS, { properties: { firstname: 'Rosa' }, associations: toContact(ids[0]!, 280) }],
    400,
    'VALIDATION_ERROR',
  ],
  [
    'an update to an address that is taken',
    () => ['PATCH', `${CONTACTS}/${ids[0]}`, { properties: { email: taken() } }],
    409,
    'CONFLICT',
  ],
  [
    'a note without hs_timestamp',
    () => ['POST', NOTES, { properties: { hs_note_body: 'x' }, associations: toContact(ids[0]!, 202) }],
    400,
    'VALIDATION_ERROR',
  ],
  [
    'a task with the type id of a note',
    () => ['POST', TASKS, { properties: { hs_timestamp: '0' }, associations: toContact(ids[0]!, 202) }],
    400,
    'VALIDATION_ERROR',
  ],
  ['a note for an unknown contact', () => ['POST', NOTES, noteFor('12', 'x')], 404, 'OBJECT_NOT_FOUND'],
  [
    'a batch of notes with one for an unknown contact',
    () => ['POST', `${NOTES}/batch/create`, { inputs: [noteFor(ids[0]!, 'x'), noteFor('12', 'x')] }],
    404,
    'OBJECT_NOT_FOUND',
  ],
  [
    'a note body above 65,536 characters',
    () => ['POST', NOTES, noteFor(ids[0]!, 'x'.repeat(65_537))],
    400,
    'VALIDATION_ERROR',
  ],
  [
    'an email whose headers are no JSON',
    () => ['POST', EMAILS, { properties: { hs_timestamp: '0', hs_email_headers: 'From: a' }, associations: [] }],
    400,
    'VALIDATION_ERROR',
  ],
  [
    'an email with a direction of its own',
    () => ['POST', EMAILS, { properties: { hs_timestamp: '0', hs_email_direction: 'INCOMING' }, associations: [] }],
    400,
    'VALIDATION_ERROR',
  ],
  ...(
    [
      ['without a direction', { hs_email_direction: undefined }],
      ['without headers', { hs_email_headers: undefined }],
      ['from nobody', { hs_email_headers: JSON.stringify({ to: [{ email: 'a@b.example' }] }) }],
      ['from no address', { hs_email_headers: JSON.stringify({ from: { email: 'Ana' } }) }],
      ['to no address', { hs_email_headers: JSON.stringify({ from: { email: 'a@b.example' }, to: [{ email: 'x' }] }) }],
      ['with a file that is not there', { hs_attachment_ids: '12' }],
    ] as const
  ).map(
    ([what, change]): Row => [
      `an email ${what}`,
      () => ['POST', EMAILS, { properties: { ...goodEmail, ...change }, associations: [] }],
      400,
      'VALIDATION_ERROR',
    ],
  ),
  [
    'a note with a file that is not there',
    () => ['POST', NOTES, { properties: { hs_timestamp: '0', hs_note_body: 'x', hs_attachment_ids: '9;8' } }],
    400,
    'VALIDATION_ERROR',
  ],
  ['a task without a subject', () => ['POST', TASKS, { properties: { hs_timestamp: '0' } }], 400, 'VALIDATION_ERROR'],
  [
    'a task with a reminder that is no time',
    () => ['POST', TASKS, { properties: { hs_timestamp: '0', hs_task_subject: 'x', hs_task_reminders: 'tomorrow' } }],
    400,
    'VALIDATION_ERROR',
  ],
  [
    'a boolean without options',
    () => [
      'POST',
      PROPERTIES,
      { name: 'b', label: 'a', groupName: 'reply', type: 'bool', fieldType: 'booleancheckbox' },
    ],
    400,
    'VALIDATION_ERROR',
  ],
  [
    'an option without displayOrder',
    () => [
      'POST',
      PROPERTIES,
      {
        name: 'o',
        label: 'a',
        groupName: 'reply',
        type: 'enumeration',
        fieldType: 'select',
        options: [{ label: 'A', value: 'a', hidden: false }],
      },
    ],
    400,
    'VALIDATION_ERROR',
  ],
  ...['nobody', 'a@b', 'a@b.example;c@d.example'].map(
    (address): Row => [
      `an opt-out of ${address}`,
      () => [
        'POST',
        `/communication-preferences/2026-09/statuses/${encodeURIComponent(address)}/unsubscribe-all?channel=EMAIL`,
      ],
      400,
      'VALIDATION_ERROR',
    ],
  ),
  [
    'the end of a workflow’s waiting that is not there',
    () => [
      'POST',
      '/automation/actions/callbacks/2026-09/none/complete',
      { outputFields: { hs_execution_state: 'SUCCESS' }, typedOutputs: {} },
    ],
    404,
    'OBJECT_NOT_FOUND',
  ],
  [
    'a property in a group that is not there',
    () => ['POST', PROPERTIES, { name: 'a', label: 'a', groupName: 'none', type: 'string', fieldType: 'text' }],
    400,
    'VALIDATION_ERROR',
  ],
  [
    'a property that is there',
    () => [
      'POST',
      PROPERTIES,
      { name: 'reply_type', label: 'a', groupName: 'reply', type: 'string', fieldType: 'text' },
    ],
    409,
    'OBJECT_ALREADY_EXISTS',
  ],
  [
    'a property with a capital letter',
    () => ['POST', PROPERTIES, { name: 'Reply', label: 'a', groupName: 'reply', type: 'string', fieldType: 'text' }],
    400,
    'VALIDATION_ERROR',
  ],
  [
    'a number property as a text area',
    () => ['POST', PROPERTIES, { name: 'n', label: 'a', groupName: 'reply', type: 'number', fieldType: 'textarea' }],
    400,
    'VALIDATION_ERROR',
  ],
  [
    'an enumeration without options',
    () => ['POST', PROPERTIES, { name: 'e', label: 'a', groupName: 'reply', type: 'enumeration', fieldType: 'select' }],
    400,
    'VALIDATION_ERROR',
  ],
  [
    'a group that is there',
    () => ['POST', `${PROPERTIES}/groups`, { name: 'reply', label: 'a' }],
    409,
    'OBJECT_ALREADY_EXISTS',
  ],
  ['a group that still holds properties', () => ['DELETE', `${PROPERTIES}/groups/reply`], 400, 'VALIDATION_ERROR'],
  [
    'a change of a property of HubSpot',
    () => ['PATCH', `${PROPERTIES}/email`, { label: 'x' }],
    400,
    'VALIDATION_ERROR',
  ],
  ['an unknown property', () => ['GET', `${PROPERTIES}/none`], 404, 'OBJECT_NOT_FOUND'],
  ['an unknown owner', () => ['GET', '/crm/owners/2026-09/1'], 404, 'OBJECT_NOT_FOUND'],
  [
    'a merge of a contact with itself',
    () => ['POST', `${CONTACTS}/merge`, { primaryObjectId: ids[0], objectIdToMerge: ids[0] }],
    400,
    'VALIDATION_ERROR',
  ],
  [
    'a search with an unknown property',
    () => [
      'POST',
      `${CONTACTS}/search`,
      { filterGroups: [{ filters: [{ propertyName: 'none', operator: 'EQ', value: '1' }] }] },
    ],
    400,
    'VALIDATION_ERROR',
  ],
  ['a search of 201 a page', () => ['POST', `${CONTACTS}/search`, { limit: 201 }], 400, 'VALIDATION_ERROR'],
  [
    'a search with six filter groups',
    () => ['POST', `${CONTACTS}/search`, { filterGroups: Array(6).fill({ filters: [] }) }],
    400,
    'VALIDATION_ERROR',
  ],
  [
    'a search body above 3000 characters',
    () => ['POST', `${CONTACTS}/search`, { query: 'x'.repeat(3000) }],
    400,
    'VALIDATION_ERROR',
  ],
  [
    'an event of an unknown type',
    () => [
      'POST',
      '/integrators/timeline/2026-03/events',
      { eventTypeName: 'none', id: '1', objectId: ids[0], properties: {} },
    ],
    400,
    'VALIDATION_ERROR',
  ],
  ['an object type that is not there', () => ['GET', '/crm/objects/2026-09/widgets'], 400, 'VALIDATION_ERROR'],
  ['a version that is not there', () => ['GET', '/crm/objects/2025-01/contacts'], 404, 'OBJECT_NOT_FOUND'],
];

describe('a call is refused for', () => {
  test.each(calls)('%s', async (_name, request, status, category) => {
    const before = ids.map((id) => hubspot.contact(id));
    const answer = await call(...request());
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ status: 'error', category });
    expect(ids.map((id) => hubspot.contact(id))).toEqual(before);
  });

  test('bad JSON, a wrong content type and no token', async () => {
    const token = hubspot.privateToken();
    const send = (headers: Record<string, string>, body: string) =>
      fetch(`${hubspot.url}${CONTACTS}`, { method: 'POST', headers, body }).then(({ status }) => status);
    const authorization = `Bearer ${token}`;
    expect(await send({ authorization, 'content-type': 'application/json' }, '{"properties":')).toBe(400);
    expect(await send({ authorization, 'content-type': 'text/plain' }, '{}')).toBe(415);
    expect(await send({ 'content-type': 'application/json' }, '{}')).toBe(401);
    expect(await send({ authorization: 'Bearer made-up', 'content-type': 'application/json' }, '{}')).toBe(401);
  });

  test('more than a gateway takes', async () => {
    expect((await call('GET', `${CONTACTS}?properties=${'x'.repeat(9000)}`)).status).toBe(414);
    expect((await call('POST', CONTACTS, { properties: { phone: 'x'.repeat(10_000_001) } })).status).toBe(413);
  });

  test('one input of an update, and the others are written (207)', async () => {
    const inputs = [ids[0], '12'].map((id, n) => ({ id, properties: { phone: '778' }, objectWriteTraceId: `t${n}` }));
    const answer = await call('POST', `${CONTACTS}/batch/update`, { inputs });
    expect(answer).toMatchObject({
      status: 207,
      body: { results: [{ id: ids[0] }], errors: [{ context: { objectWriteTraceId: ['t1'] } }] },
    });
    expect(hubspot.contact(ids[0]!)?.properties.phone).toBe('778');
  });

  test('what the plan has no room for, and permissions that it does not have', async () => {
    const free = await startWithApp({ portal: { plan: 'free' } });
    const { scopes } = free.hubspot.install({ scopes: [...free.hubspot.portal().grantableScopes, 'automation'] });
    expect(scopes).not.toContain('automation');
    await free.call('POST', `${PROPERTIES}/groups`, { name: 'mine', label: 'Mine' });
    const property = (n: number) => ({
      name: `p${n}`,
      label: `P${n}`,
      groupName: 'mine',
      type: 'string',
      fieldType: 'text',
    });
    const inputs = Array.from({ length: 12 }, (_, n) => property(n));
    const answer = await free.call('POST', `${PROPERTIES}/batch/create`, { inputs });
    expect(answer.status).toBe(207);
    expect(answer.body.results).toHaveLength(10);
    expect((await free.call('POST', PROPERTIES, property(20))).status).toBe(400);
    await free.hubspot.close();
  });

  test("a customer's own rule, until its property is set", async () => {
    const withTitle = hubspot.contacts().find(({ properties }) => properties.jobtitle)!;
    const bare = hubspot.person.createContact({ email: 'bare@cliente.example' });
    hubspot.person.requireProperties(['jobtitle']);
    const answer = await call('PATCH', `${CONTACTS}/${bare.id}`, { properties: { phone: '1' } });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([
      { code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY', context: { propertyName: ['jobtitle'] } },
    ]);
    expect((await call('PATCH', `${CONTACTS}/${withTitle.id}`, { properties: { phone: '1' } })).status).toBe(200);
    const created = await call('POST', CONTACTS, { properties: { email: 'outra@cliente.example' } });
    expect(created.body.errors).toMatchObject([{ code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY' }]);
    hubspot.person.requireProperties([]);
  });
});
