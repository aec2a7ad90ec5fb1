import { Client } from '@hubspot/api-client';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/contacts/index.js';
import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/objects/notes/index.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HubSpotStandIn } from '../../sandbox/hubspot/server.ts';
import { type Call, CONTACTS, contactIds, NOTES, noteFor, startWithApp } from '../support/hubspot.ts';

let hubspot: HubSpotStandIn;
let call: Call;
let first: string;

beforeEach(async () => {
  ({ hubspot, call } = await startWithApp());
  [first] = contactIds(hubspot) as [string];
});
afterEach(() => hubspot.close());

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
