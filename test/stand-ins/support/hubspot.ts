import { Client } from '@hubspot/api-client';
import { createClock } from '../../sandbox/clock/clock.ts';
import { type HubSpotOptions, type HubSpotStandIn, startHubSpot } from '../../sandbox/hubspot/server.ts';

type Answered = { status: number; body: Record<string, unknown> & { [field: string]: unknown }; headers: Headers };
export type Call = (method: string, path: string, body?: unknown) => Promise<Answered>;

export const CONTACTS = '/crm/objects/2026-09/contacts';
export const NOTES = '/crm/objects/2026-09/notes';
export const TASKS = '/crm/objects/2026-09/tasks';
export const EMAILS = '/crm/objects/2026-09/emails';
export const PROPERTIES = '/crm/properties/2026-09/contacts';

/** A started stand-in with the app installed, and a caller with the app's token. */
export async function startWithApp(options: Partial<HubSpotOptions> = {}) {
  const clock = options.clock ?? createClock();
  const hubspot = await startHubSpot({ clock, ...options });
  const call = callerWith(hubspot, hubspot.install().access_token);
  return { hubspot, clock, call };
}

/** Calls as HubSpot's own client makes them. */
export function callerWith(hubspot: HubSpotStandIn, accessToken: string): Call {
  const client = new Client({ basePath: hubspot.url });
  return async (method, path, body) => {
    const headers = { Authorization: `Bearer ${accessToken}` };
    const response = await client.apiRequest({ method, path, body, headers });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? {} : JSON.parse(text),
      headers: response.headers as unknown as Headers,
    };
  };
}

export const toContact = (id: string, associationTypeId: number) => [
  { to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }] },
];

export const noteFor = (id: string, body: string, at = '2026-11-20T10:00:00Z') => ({
  properties: { hs_timestamp: at, hs_note_body: body },
  associations: toContact(id, 202),
});

/** The ids of the seeded contacts, in order. */
export const contactIds = (hubspot: HubSpotStandIn) => hubspot.contacts().map(({ id }) => id);

/** A group with a property of each type. */
export async function makeReplyProperties(call: Call): Promise<void> {
  await call('POST', `${PROPERTIES}/groups`, { name: 'reply', label: 'Reply tracking' });
  const options = ['standard', 'high_value'].map((value, displayOrder) => ({
    value,
    label: value,
    displayOrder,
    hidden: false,
  }));
  const yesNo = ['true', 'false'].map((value, displayOrder) => ({ value, label: value, displayOrder, hidden: false }));
  const property = { groupName: 'reply', label: 'x' };
  await call('POST', `${PROPERTIES}/batch/create`, {
    inputs: [
      { ...property, name: 'reply_type', type: 'enumeration', fieldType: 'select', options },
      { ...property, name: 'reply_count', type: 'number', fieldType: 'number' },
      { ...property, name: 'reply_at', type: 'datetime', fieldType: 'date' },
      { ...property, name: 'reply_day', type: 'date', fieldType: 'date' },
      { ...property, name: 'reply_open', type: 'bool', fieldType: 'booleancheckbox', options: yesNo },
    ],
  });
}
