import { Client } from '@hubspot/api-client';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/contacts/index.js';
import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/objects/notes/index.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HubSpotStandIn } from '../../sandbox/hubspot/server.ts';
import {
  type Call,
  CONTACTS,
  contactIds,
  EMAILS,
  NOTES,
  noteFor,
  startWithApp,
  TASKS,
  toContact,
} from '../support/hubspot.ts';

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

describe('dated paths', () => {
  test('a batch writes every contact, and each of its values is on the record', async () => {
    const inputs = [first, second].map((id, index) => ({
      id,
      properties: { phone: `+55 ${index}`, lifecyclestage: 'lead' },
    }));
    expect((await call('POST', `${CONTACTS}/batch/update`, { inputs })).status).toBe(200);
    expect(hubspot.contact(first)?.properties).toMatchObject({ phone: '+55 0', lifecyclestage: 'lead' });
    expect(hubspot.contact(second)?.properties).toMatchObject({ phone: '+55 1', lifecyclestage: 'lead' });
  });

  test('a batch read tells what is missing with 207', async () => {
    const body = {
      inputs: [{ id: first }, { id: '12' }],
      properties: ['company', 'phone', 'none'],
      propertiesWithHistory: [],
    };
    const answer = await call('POST', `${CONTACTS}/batch/read`, body);
    expect(answer.status).toBe(207);
    const { results, numErrors } = answer.body as Results;
    expect(numErrors).toBe(1);
    expect(results[0]?.properties).toMatchObject({ company: 'Padaria Sol', phone: null });
    expect(results[0]?.properties).not.toHaveProperty('none');
  });

  test('creates with trace ids write the good ones and report the others', async () => {
    const inputs = [first, '12'].map((id, index) => ({ ...noteFor(id, 'x'), objectWriteTraceId: `trace-${index}` }));
    const answer = await call('POST', `${NOTES}/batch/create`, { inputs });
    expect(answer.status).toBe(207);
    expect(answer.body).toMatchObject({
      results: [{ objectWriteTraceId: 'trace-0' }],
      errors: [{ category: 'OBJECT_NOT_FOUND', context: { objectWriteTraceId: ['trace-1'] } }],
    });
    expect(hubspot.timeline(first)).toHaveLength(1);
  });

  test('times are kept in UTC whichever way they are given', async () => {
    const at = Date.parse('2026-11-20T13:00:00Z');
    for (const given of [String(at), '2026-11-20T10:00:00-03:00', '2026-11-20T13:00:00Z']) {
      const { body } = await call('POST', TASKS, {
        properties: { hs_timestamp: given },
        associations: toContact(first, 204),
      });
      expect((body as { properties: Record<string, string> }).properties.hs_timestamp).toBe('2026-11-20T13:00:00.000Z');
    }
  });

  test('an email shows the people of its headers', async () => {
    const headers = {
      from: { email: 'mariana@sol.example', firstName: 'Mariana' },
      to: [{ email: 'ana@vendas.example' }],
      cc: [],
    };
    const properties = { hs_timestamp: '2026-11-20T10:00:00Z', hs_email_headers: JSON.stringify(headers) };
    await call('POST', EMAILS, { properties, associations: toContact(first, 198) });
    expect(hubspot.timeline(first)[0]?.properties).toMatchObject({
      hs_email_from_email: 'mariana@sol.example',
      hs_email_to_email: 'ana@vendas.example',
    });
  });

  test('the timeline has the newest first, events among them', async () => {
    hubspot.registerEventTypes([{ name: 'reply_received', properties: [{ name: 'channel', type: 'string' }] }]);
    await call('POST', NOTES, noteFor(first, 'old', '2026-11-01T00:00:00Z'));
    await call('POST', NOTES, noteFor(first, 'new', '2026-11-03T00:00:00Z'));
    const event = { eventTypeName: 'reply_received', id: 'e1', objectId: first, properties: { channel: 'email' } };
    await call('POST', '/integrators/timeline/2026-03/events', { ...event, timestamp: '2026-11-02T00:00:00Z' });
    expect(hubspot.timeline(first).map(({ kind, at }) => [kind, at.slice(0, 10)])).toEqual([
      ['note', '2026-11-03'],
      ['event', '2026-11-02'],
      ['note', '2026-11-01'],
    ]);
  });

  test('events are atomic, and an id is taken once', async () => {
    hubspot.registerEventTypes([
      { name: 'analyzed', properties: [{ name: 'type', type: 'enumeration', options: ['standard'] }] },
    ]);
    const path = '/integrators/timeline/2026-03/events/batch';
    const event = (id: string, type = 'standard') => ({
      eventTypeName: 'analyzed',
      id,
      objectId: first,
      properties: { type },
    });
    expect((await call('POST', path, { inputs: [event('a'), event('b', 'urgent')] })).status).toBe(400);
    expect(hubspot.timeline(first)).toHaveLength(0);
    expect((await call('POST', path, { inputs: [event('a'), event('b')] })).status).toBe(200);
    expect((await call('POST', path, { inputs: [event('b'), event('c')] })).status).toBe(409);
    expect((await call('POST', path, { inputs: Array.from({ length: 501 }, (_, n) => event(`x${n}`)) })).status).toBe(
      400,
    );
    expect(hubspot.timeline(first)).toHaveLength(2);
  });

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

  test('the search sees new records only after its lag, and IN wants lower case', async () => {
    const search = (value: string, operator = 'EQ') => {
      const filter = operator === 'IN' ? { values: [value] } : { value };
      return call('POST', `${CONTACTS}/search`, {
        filterGroups: [{ filters: [{ propertyName: 'company', operator, ...filter }] }],
      });
    };
    hubspot.searchLag(60_000);
    hubspot.person.createContact({ email: 'novo@cliente.example', company: 'Novo' });
    expect((await search('novo')).body.total).toBe(0);
    hubspot.searchLag(0);
    expect((await search('novo')).body.total).toBe(1);
    expect((await search('Novo', 'IN')).body.total).toBe(0);
    expect((await search('novo', 'IN')).body.total).toBe(1);
  });

  test('an uploaded file wants a folder and an access', async () => {
    const upload = async (fields: Record<string, string>) => {
      const form = new FormData();
      form.append('file', new Blob(['%PDF-1.7']), 'preços.pdf');
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      const headers = { authorization: `Bearer ${hubspot.privateToken()}` };
      return fetch(`${hubspot.url}/files/2026-09/files`, { method: 'POST', headers, body: form });
    };
    const options = JSON.stringify({ access: 'PRIVATE' });
    expect((await upload({ folderPath: '/replies' })).status).toBe(400);
    expect((await upload({ options })).status).toBe(400);
    const uploaded = await upload({ folderPath: '/replies', options });
    expect(uploaded.status).toBe(201);
    expect(await uploaded.json()).toMatchObject({ name: 'preços.pdf', size: 8, access: 'PRIVATE' });
  });
});

describe("HubSpot's typed client, which calls the retiring paths", () => {
  test('reads back what the dated paths wrote', async () => {
    const client = new Client({ accessToken: hubspot.privateToken(), basePath: hubspot.url });
    await call('PATCH', `${CONTACTS}/${first}`, { properties: { phone: '+55 11 4002' } });
    await call('POST', NOTES, noteFor(first, 'hello'));
    const contact = await client.crm.contacts.basicApi.getById(first, ['phone'], undefined, ['notes']);
    expect(contact.properties.phone).toBe('+55 11 4002');
    expect(contact.associations?.notes?.results).toHaveLength(1);
    const page = await client.crm.associations.v4.basicApi.getPage('contacts', first, 'notes');
    const note = await client.crm.objects.notes.basicApi.getById(String(page.results[0]?.toObjectId), ['hs_note_body']);
    expect(note.properties.hs_note_body).toBe('hello');
    const filters = [{ propertyName: 'email', operator: FilterOperatorEnum.Eq, value: contact.properties.email ?? '' }];
    const found = await client.crm.contacts.searchApi.doSearch({ filterGroups: [{ filters }] });
    expect(found.results.map(({ id }) => id)).toEqual([first]);
    const owners = await client.crm.owners.ownersApi.getPage('ana.souza@vendas.example');
    expect(owners.results[0]).toMatchObject({ firstName: 'Ana', userId: 8150101 });
    expect((await client.crm.contacts.getAll()).length).toBe(hubspot.contacts().length);
  });

  test('writes too, and every call stands recorded with its version and its client', async () => {
    const client = new Client({ accessToken: hubspot.privateToken(), basePath: hubspot.url });
    await client.crm.properties.groupsApi.create('contacts', { name: 'mine', label: 'Mine' });
    const property = {
      name: 'mine_text',
      label: 'Text',
      groupName: 'mine',
      type: 'string',
      fieldType: 'text',
    } as never;
    await client.crm.properties.batchApi.create('contacts', { inputs: [property] });
    await client.crm.contacts.batchApi.update({ inputs: [{ id: first, properties: { mine_text: 'yes' } }] });
    const types = [
      { associationCategory: AssociationSpecAssociationCategoryEnum.HubspotDefined, associationTypeId: 202 },
    ];
    const note = { properties: { hs_timestamp: '0', hs_note_body: 'x' }, associations: [{ to: { id: first }, types }] };
    await client.crm.objects.notes.basicApi.create(note);
    expect(hubspot.contact(first)?.properties.mine_text).toBe('yes');
    expect(hubspot.calls().map(({ client: who, version }) => `${who} ${version}`)).toEqual(Array(4).fill('private v3'));
    await expect(client.crm.contacts.basicApi.update(first, { properties: { nope: '1' } })).rejects.toMatchObject({
      code: 400,
    });
  });
});
