import { z } from 'zod';
import type { PortalClient } from './portal-client.ts';
import { API_VERSION, BATCH_SIZE } from './version.ts';

/** A contact as HubSpot has it now. */
export type HubSpotContact = {
  /** HubSpot's present id; it differs from the id asked for after a merge. */
  id: string;
  name: string;
  /** Lower case: the primary address first, then the additional ones. */
  addresses: string[];
  ownerId: string | null;
  /** The contact opted out of all email in HubSpot. */
  optedOut: boolean;
  outreachStatus: string | null;
};

const PROPERTIES = [
  'firstname',
  'lastname',
  'email',
  'hs_additional_emails',
  'hs_email_optout',
  'hubspot_owner_id',
  'reply_outreach_status',
];

const batchRead = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      properties: z.record(z.string(), z.string().nullable()),
      objectWriteTraceId: z.string().optional(),
    }),
  ),
});

/**
 * Reads contacts by id, 100 a call. The map is keyed by the id asked for: a merged contact stands under its old id with
 * its new one inside; a deleted or unknown one is absent. Throws HubSpotError.
 */
export async function readContacts(client: PortalClient, ids: readonly string[]): Promise<Map<string, HubSpotContact>> {
  const wanted = [...new Set(ids)];
  const found = new Map<string, HubSpotContact>();
  for (let start = 0; start < wanted.length; start += BATCH_SIZE) {
    const part = wanted.slice(start, start + BATCH_SIZE);
    const contacts = await readBatch(client, part);
    for (const contact of contacts) found.set(contact.id, contact);
    // An answer under another id says that a merge happened, not to which of those asked for: these are asked one by one.
    const unmatched = part.filter((id) => !found.has(id));
    const answered = contacts.some(({ id }) => !part.includes(id));
    for (const id of answered ? unmatched : []) {
      const [contact] =
        unmatched.length === 1 ? contacts.filter((each) => !part.includes(each.id)) : await readBatch(client, [id]);
      if (contact) found.set(id, contact);
    }
  }
  return new Map(wanted.flatMap((id) => (found.has(id) ? [[id, found.get(id)!] as const] : [])));
}

export async function readContact(client: PortalClient, id: string): Promise<HubSpotContact | null> {
  return (await readContacts(client, [id])).get(id) ?? null;
}

const MOST_FOUND = 5;

/** Contacts that HubSpot finds for a name or an address: those with the very address first. Throws HubSpotError. */
export async function findContacts(client: PortalClient, query: string): Promise<HubSpotContact[]> {
  const { results } = await client.request({
    method: 'POST',
    path: `/crm/objects/${API_VERSION}/contacts/search`,
    body: { query, limit: MOST_FOUND, properties: PROPERTIES },
    response: batchRead,
  });
  return results.map(({ id, properties }) => toContact(id, properties));
}

async function readBatch(client: PortalClient, ids: string[]): Promise<HubSpotContact[]> {
  const { results } = await client.request({
    method: 'POST',
    path: `/crm/objects/${API_VERSION}/contacts/batch/read`,
    body: { inputs: ids.map((id) => ({ id })), properties: PROPERTIES, propertiesWithHistory: [] },
    response: batchRead,
  });
  return results.map(({ id, properties }) => toContact(id, properties));
}

function toContact(id: string, properties: Record<string, string | null>): HubSpotContact {
  const text = (name: string) => properties[name]?.trim() ?? '';
  const addresses = [text('email'), ...text('hs_additional_emails').split(';')];
  return {
    id,
    name: `${text('firstname')} ${text('lastname')}`.trim(),
    addresses: [...new Set(addresses.map((address) => address.trim().toLowerCase()).filter(Boolean))],
    ownerId: text('hubspot_owner_id') || null,
    optedOut: text('hs_email_optout') === 'true',
    outreachStatus: text('reply_outreach_status') || null,
  };
}
