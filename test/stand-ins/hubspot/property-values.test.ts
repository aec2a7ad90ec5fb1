import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HubSpotStandIn } from '../../sandbox/hubspot/server.ts';
import { type Call, CONTACTS, contactIds, makeReplyProperties, startWithApp } from '../support/hubspot.ts';

let hubspot: HubSpotStandIn;
let call: Call;
let ids: string[];

beforeAll(async () => {
  ({ hubspot, call } = await startWithApp());
  ids = contactIds(hubspot);
  await makeReplyProperties(call);
});
afterAll(() => hubspot.close());

const values: [string, Record<string, unknown>, string][] = [
  ['an unknown property', { nope: '1' }, 'PROPERTY_DOESNT_EXIST'],
  ['a read-only property', { hs_object_id: '1' }, 'READ_ONLY_VALUE'],
  ['a wrong enumeration value', { reply_type: 'urgent' }, 'INVALID_OPTION'],
  ['the label instead of the value, in another case', { reply_type: 'High_value' }, 'INVALID_OPTION'],
  ['a number with words', { reply_count: 'three' }, 'INVALID_INTEGER'],
  ['a number with a thousands comma', { reply_count: '1,000' }, 'INVALID_INTEGER'],
  ['a datetime without a zone', { reply_at: '2026-11-22T10:00:00' }, 'INVALID_LONG'],
  ['a datetime in words', { reply_at: '22 November 2026' }, 'INVALID_LONG'],
  ['a date that is not midnight UTC', { reply_day: '1795341600001' }, 'INVALID_DATE'],
  ['a yes for a boolean', { reply_open: 'yes' }, 'INVALID_OPTION'],
  ['a text above 65,536 characters', { company: 'x'.repeat(65_537) }, 'PROPERTY_VALUE_TOO_LONG'],
  ['an address without a domain', { email: 'ana' }, 'INVALID_EMAIL'],
  ['an owner that does not exist', { hubspot_owner_id: '1' }, 'INVALID_OWNER_ID'],
  ['a user id where an owner id belongs', { hubspot_owner_id: '8150101' }, 'INVALID_OWNER_ID'],
];

describe('a contact write is refused, and nothing is written, for', () => {
  test.each(values)('%s', async (_name, properties, code) => {
    const before = hubspot.contact(ids[0]!);
    const answer = await call('PATCH', `${CONTACTS}/${ids[0]}`, {
      properties: { phone: '+55 11 5555', ...properties },
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ status: 'error', category: 'VALIDATION_ERROR', errors: [{ code }] });
    expect(hubspot.contact(ids[0]!)).toEqual(before);
  });

  test('every wrong property is named in one answer', async () => {
    const answer = await call('PATCH', `${CONTACTS}/${ids[0]}`, {
      properties: { nope: '1', reply_type: 'x', reply_count: 'y' },
    });
    const { errors } = answer.body as { errors: { code: string }[] };
    expect(errors.map(({ code }) => code)).toEqual(['PROPERTY_DOESNT_EXIST', 'INVALID_OPTION', 'INVALID_INTEGER']);
  });
});
