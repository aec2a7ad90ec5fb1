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

  test('a contact made beside another stands on both', async () => {
    const body = { properties: { firstname: 'Rosa' }, associations: toContact(first, 449) };
    const { id } = (await call('POST', CONTACTS, body)).body as { id: string };
    await call('PUT', `/crm/objects/2026-09/contacts/${second}/associations/default/contacts/${id}`);
    const linked = (one: string) => hubspot.related('contacts', one, 'contacts').map((other) => other.id);
    expect([linked(first), linked(second), linked(id)]).toEqual([[id], [id], [first, second]]);
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
        properties: { hs_timestamp: given, hs_task_subject: 'Call' },
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
    const properties = {
      hs_timestamp: '2026-11-20T10:00:00Z',
      hs_email_direction: 'EMAIL',
      hs_email_headers: JSON.stringify(headers),
    };
    await call('POST', EMAILS, { properties, associations: toContact(first, 198) });
    expect(hubspot.timeline(first)[0]?.properties).toMatchObject({
      hs_email_from_email: 'mariana@sol.example',
      hs_email_to_email: 'ana@vendas.example',
    });
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
