import { Client } from '@hubspot/api-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contactIds, PROPERTIES, startWithApp } from '../support/hubspot.ts';

/**
 * What HubSpot refuses and our stand-in once let pass, asked through the typed methods of HubSpot's own client, which
 * share no line with ours. Where that client has no such method its `apiRequest` asks.
 */
const { hubspot, call } = await startWithApp();
const client = new Client({ accessToken: hubspot.privateToken(), basePath: hubspot.url });
const free = await startWithApp({ portal: { plan: 'free' } });
const freeClient = new Client({ accessToken: free.hubspot.privateToken(), basePath: free.hubspot.url });
const [contact = '', second = ''] = contactIds(hubspot);

beforeAll(async () => {
  await call('POST', `${PROPERTIES}/groups`, { name: 'mine', label: 'Mine' });
  await free.call('POST', `${PROPERTIES}/groups`, { name: 'mine', label: 'Mine' });
});
afterAll(() => Promise.all([hubspot.close(), free.hubspot.close()]));

const { emails, notes, tasks, calls } = client.crm.objects;
/** Bodies that the client's types would not let pass are the point here. */
const wrong = (body: object) => body as never;
const headers = JSON.stringify({ from: { email: 'a@b.example' }, to: [{ email: 'c@d.example' }] });
const email = (properties: object) =>
  emails.basicApi.create(
    wrong({
      properties: { hs_timestamp: '0', hs_email_direction: 'EMAIL', hs_email_headers: headers, ...properties },
      associations: [],
    }),
  );
const task = (properties: object) =>
  tasks.basicApi.create(wrong({ properties: { hs_timestamp: '0', ...properties }, associations: [] }));
const property = (name: string, more: object = {}) => ({
  ...{ name, label: name, groupName: 'mine', type: 'string', fieldType: 'text' },
  ...more,
});
const association = (id: string, associationTypeId: number) => ({
  to: { id },
  types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }],
});
const note = (associations: object[]) =>
  notes.basicApi.create(wrong({ properties: { hs_timestamp: '0', hs_note_body: 'x' }, associations }));
const manyProperties = Array.from({ length: 12 }, (_, n) => property(`p${n}`));

type Row = [what: string, ask: () => Promise<unknown>, status: number, why: RegExp];
const TABLE: Row[] = [
  ['an email without direction', () => email({ hs_email_direction: undefined }), 400, /hs_email_direction/],
  ['an email without headers', () => email({ hs_email_headers: undefined }), 400, /hs_email_headers/],
  ['an email whose headers are no JSON', () => email({ hs_email_headers: 'From: Ana' }), 400, /hs_email_headers/],
  [
    'an email from a name that is no address',
    () => email({ hs_email_headers: '{"from":{"email":"Ana"}}' }),
    400,
    /addresses/,
  ],
  ['an email with an unknown file', () => email({ hs_attachment_ids: '17' }), 400, /file 17/],
  ['a task without subject', () => task({ hs_task_body: 'x' }), 400, /subject/],
  ['a reminder that is no time', () => task({ hs_task_subject: 'x', hs_task_reminders: 'soon' }), 400, /milliseconds/],
  [
    'a boolean property without options',
    () =>
      client.crm.properties.coreApi.create(
        'contacts',
        wrong(property('yes', { type: 'bool', fieldType: 'booleancheckbox' })),
      ),
    400,
    /true and false/,
  ],
  [
    'an option without displayOrder',
    () =>
      client.crm.properties.coreApi.create(
        'contacts',
        wrong(
          property('kind', {
            ...{ type: 'enumeration', fieldType: 'select', options: [{ label: 'A', value: 'a', hidden: false }] },
          }),
        ),
      ),
    400,
    /displayOrder/,
  ],
  [
    'a property beyond what a Free plan has room for',
    async () => {
      await freeClient.crm.properties.batchApi.create('contacts', wrong({ inputs: manyProperties.slice(0, 10) }));
      await freeClient.crm.properties.coreApi.create('contacts', wrong(property('eleventh')));
    },
    400,
    /limit of custom properties/,
  ],
  [
    'more than ten megabytes',
    () => client.crm.contacts.basicApi.update(contact, { properties: { phone: 'x'.repeat(10_000_001) } }),
    413,
    /too large/,
  ],
  [
    'an address of nine thousand characters',
    () => client.crm.contacts.basicApi.getById(contact, ['x'.repeat(9_000)]),
    414,
    /Too Long/,
  ],
  [
    'the opt-out of what is no address',
    () =>
      client
        .apiRequest({
          method: 'POST',
          path: '/communication-preferences/v4/statuses/nobody/unsubscribe-all?channel=EMAIL',
        })
        .then(refusalOf),
    400,
    /Invalid email address/,
  ],
  [
    'the end of a wait that is not there',
    () => client.automation.actions.callbacksApi.complete('ap-1', wrong(ENDED)),
    404,
    /blocked/,
  ],
  ['a company without name and domain', () => client.crm.companies.basicApi.create(wrong(bare({}))), 400, /name or/],
  ['a deal without stage', () => client.crm.deals.basicApi.create(wrong(bare({ dealname: 'A' }))), 400, /dealstage/],
  [
    'a deal in a stage that is not there',
    () => client.crm.deals.basicApi.create(wrong(bare({ dealname: 'A', dealstage: 'won' }))),
    400,
    /allowed options/,
  ],
  ['a ticket without stage', () => client.crm.tickets.basicApi.create(wrong(bare({ subject: 'A' }))), 400, /stage/],
  ['a call without time', () => calls.basicApi.create(wrong(bare({ hs_call_title: 'A' }))), 400, /hs_timestamp/],
  [
    'a call of a direction that is not there',
    () => calls.basicApi.create(wrong(bare({ hs_timestamp: '0', hs_call_title: 'A', hs_call_direction: 'IN' }))),
    400,
    /allowed options/,
  ],
  ['a note with the number of a task', () => note([association(contact, 204)]), 400, /not a valid association/],
  ['a note on a company that is not there', () => note([association('91299999', 190)]), 404, /COMPANY/],
  ['a note on a deal that is not there', () => note([association('92399999', 214)]), 404, /DEAL/],
  [
    'a second contact with the same address',
    () => client.crm.contacts.basicApi.create(bare({ email: hubspot.contact(second)!.properties.email! })),
    409,
    /already exists/,
  ],
  [
    'a value for what HubSpot fills in itself',
    () => client.crm.contacts.basicApi.update(contact, { properties: { hs_email_optout: 'true' } }),
    400,
    /read only/,
  ],
];

const ENDED = { outputFields: { hs_execution_state: 'SUCCESS' }, typedOutputs: {} };
function bare(properties: Record<string, string>) {
  return { properties, associations: [] };
}

/** The client's own error of a raw answer, so that one way reads all rows. */
async function refusalOf(response: { status: number; text(): Promise<string> }): Promise<void> {
  const body = JSON.parse(await response.text());
  if (response.status > 299) throw Object.assign(new Error(), { code: response.status, body });
}

describe("through HubSpot's own client HubSpot refuses", () => {
  test.each(TABLE)('%s', async (_what, ask, status, why) => {
    const refused = await ask().then(
      () => null,
      (error: { code: number; body: unknown }) => error,
    );
    expect(refused?.code).toBe(status);
    expect(JSON.stringify(refused?.body)).toMatch(why);
  });

  test('one input of a batch, and takes the others (207), for updates and for properties', async () => {
    const inputs = [contact, '12'].map((id, n) => ({ id, properties: { phone: '9' }, objectWriteTraceId: `t${n}` }));
    const updated = await client.crm.contacts.batchApi.update({ inputs });
    expect(updated.results.map(({ id }) => id)).toEqual([contact]);
    expect(updated).toMatchObject({ numErrors: 1, errors: [{ context: { objectWriteTraceId: ['t1'] } }] });
    const own = await startWithApp({ portal: { plan: 'free' } });
    await own.call('POST', `${PROPERTIES}/groups`, { name: 'mine', label: 'Mine' });
    const ownClient = new Client({ accessToken: own.hubspot.privateToken(), basePath: own.hubspot.url });
    const made = await ownClient.crm.properties.batchApi.create('contacts', wrong({ inputs: manyProperties }));
    expect(made.results).toHaveLength(10);
    expect(made).toMatchObject({ numErrors: 2 });
    await own.hubspot.close();
  });

  test('a company, deal or ticket without its own permission, and a note on them too', async () => {
    const { portal, url, install } = hubspot;
    const mine = ['companies', 'deals'].map((kind) => `crm.objects.${kind}`);
    const scopes = portal().grantableScopes.filter(
      (scope) => scope !== 'tickets' && !mine.some((one) => scope.startsWith(one)),
    );
    const lesser = new Client({ accessToken: install({ scopes }).access_token, basePath: url });
    const company = await client.crm.companies.basicApi.create(bare({ name: 'Padaria Sol' }));
    const asks: (() => Promise<unknown>)[] = [
      () => lesser.crm.companies.basicApi.getById(company.id),
      () => lesser.crm.deals.basicApi.getPage(),
      () => lesser.crm.tickets.basicApi.getPage(),
      () => lesser.crm.associations.v4.basicApi.getPage('companies', company.id, 'contacts'),
      () => lesser.crm.objects.notes.basicApi.create(wrong({ ...NOTE, associations: [association(company.id, 190)] })),
    ];
    for (const ask of asks) await expect(ask()).rejects.toMatchObject({ code: 403 });
  });
});

const NOTE = { properties: { hs_timestamp: '0', hs_note_body: 'x' } };

describe("companies, deals, tickets and calls, as HubSpot's own client sees them", () => {
  test('are created, associated, read back and found', async () => {
    const { companies, deals, tickets, associations } = client.crm;
    const sol = await companies.basicApi.create(bare({ name: 'Padaria Sol', domain: 'padariasol.example' }));
    const lua = await companies.basicApi.create(bare({ name: 'Padaria Lua' }));
    const deal = await deals.basicApi.create(bare({ dealname: 'Ovens', dealstage: 'contractsent' }));
    const ticket = await tickets.basicApi.create(bare({ subject: 'Late', hs_pipeline_stage: '1' }));
    for (const [type, id] of [
      ['companies', sol.id],
      ['companies', lua.id],
      ['deals', deal.id],
      ['tickets', ticket.id],
    ] as const) {
      await associations.v4.basicApi.createDefault('contacts', contact, type, id);
    }
    const own = await associations.v4.basicApi.getPage('contacts', contact, 'companies');
    expect(own.results.map(({ toObjectId, associationTypes }) => [toObjectId, associationTypes.length])).toEqual([
      [sol.id, 2],
      [lua.id, 1],
    ]);
    expect(own.results[0]?.associationTypes[0]).toMatchObject({ typeId: 1, label: 'Primary' });
    const members = await associations.v4.basicApi.getPage('companies', sol.id, 'contacts');
    expect(members.results.map(({ toObjectId }) => toObjectId)).toEqual([contact]);
    const open = await deals.basicApi.getById(deal.id, ['hs_is_closed'], undefined, ['contacts']);
    expect(open.properties.hs_is_closed).toBe('false');
    expect(open.associations?.contacts?.results.map(({ id }) => id)).toEqual([contact]);
    await deals.basicApi.update(deal.id, { properties: { dealstage: 'closedwon' } });
    expect((await deals.basicApi.getById(deal.id, ['hs_is_closed'])).properties.hs_is_closed).toBe('true');
    const called = await calls.basicApi.create(
      wrong({
        properties: { hs_timestamp: '0', hs_call_title: 'Ovens', hs_call_direction: 'INBOUND' },
        associations: [association(contact, 194), association(sol.id, 182), association(deal.id, 206)],
      }),
    );
    for (const [type, id] of [
      ['contacts', contact],
      ['companies', sol.id],
      ['deals', deal.id],
    ] as const) {
      expect(hubspot.timeline(id, undefined, type)).toMatchObject([{ kind: 'call', id: called.id }]);
    }
    expect(hubspot.timeline(lua.id, undefined, 'companies')).toEqual([]);
  });

  test('a merge keeps the companies of both, and the primary one of the first', async () => {
    const [one, other] = ['um', 'dois'].map((name) => hubspot.person.createContact({ email: `${name}@merge.example` }));
    const [sol, lua] = ['Sol', 'Lua'].map((name) => hubspot.person.createRecord('companies', { name }));
    hubspot.person.associate(['contacts', one!.id], ['companies', sol!.id]);
    hubspot.person.associate(['contacts', other!.id], ['companies', lua!.id]);
    const merged = hubspot.person.mergeContacts(one!.id, other!.id);
    const { results } = await client.crm.associations.v4.basicApi.getPage('contacts', merged.id, 'companies');
    expect(results.map(({ toObjectId, associationTypes }) => [toObjectId, associationTypes[0]?.typeId])).toEqual([
      [sol!.id, 1],
      [lua!.id, 279],
    ]);
  });
});
