import { z } from 'zod';
import { HubSpotError } from '../errors.ts';
import type { PortalClient } from '../portal-client.ts';
import { readAssociations } from '../related-records.ts';
import { API_VERSION, BATCH_SIZE } from '../version.ts';
import { type Item, resultId } from './item.ts';

/** From a contact to a contact and to a company ("Association type IDs"). */
const ASSOCIATION = { contacts: 449, companies: 279 };
/** Clocks differ. */
const SKEW_MS = 60_000;

const created = z.object({ id: z.string() });
const contacts = z.object({
  results: z.array(z.object({ id: z.string(), properties: z.record(z.string(), z.string().nullable()) })),
});
type Properties = Record<string, string>;

/**
 * Makes the contact whom a reply named. Returns `contacts/{id}`, or `existing/{id}` where HubSpot has one of that address
 * already, which is then a person's to link. Throws HubSpotError.
 */
export async function createPerson(client: PortalClient, item: Item, properties: Properties): Promise<string> {
  const made = item.effects[0]!.recovered ? await findMade(client, item, properties) : null;
  if (made) return resultId('contacts', made);
  const associations = endsOf(item).map(({ object, id }) => ({
    to: { id },
    types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: ASSOCIATION[object] }],
  }));
  const path = `/crm/objects/${API_VERSION}/contacts`;
  try {
    const { id } = await client.request({
      method: 'POST',
      path,
      body: { properties, associations },
      response: created,
    });
    return resultId('contacts', id);
  } catch (error) {
    const existing =
      error instanceof HubSpotError && error.status === 409 ? /Existing ID: (\d+)/.exec(error.said) : null;
    if (!existing) throw error;
    return resultId('existing', existing[1]!);
  }
}

/** Associates it with the contact and with its company; what is associated already stays so. Throws HubSpotError. */
export async function linkPerson(client: PortalClient, item: Item, hubspotId: string): Promise<string> {
  for (const { object, id } of endsOf(item)) {
    const path = `/crm/objects/${API_VERSION}/contacts/${hubspotId}/associations/default/${object}/${id}`;
    await client.request({ method: 'PUT', path, response: z.unknown() });
  }
  return resultId('contacts', hubspotId);
}

/** The contact whom the reply is of, and its company. */
const endsOf = ({ contact, alsoOn = [] }: Item) => [
  { object: 'contacts' as const, id: contact.hubspotId },
  ...alsoOn.flatMap(({ object, id }) => (object === 'companies' ? [{ object, id }] : [])),
];

/** The contact that an attempt of which nobody heard again has made: by its association, which does not lag behind. */
async function findMade(client: PortalClient, item: Item, properties: Properties): Promise<string | null> {
  const { hubspotId } = item.contact;
  const ends = await readAssociations(client, { from: 'contacts', to: 'contacts' }, [hubspotId]);
  const inputs = (ends.get(hubspotId) ?? []).slice(-BATCH_SIZE).map(({ id }) => ({ id }));
  if (inputs.length === 0) return null;
  const names = Object.keys(properties);
  const { results } = await client.request({
    method: 'POST',
    path: `/crm/objects/${API_VERSION}/contacts/batch/read`,
    body: { inputs, properties: [...names, 'createdate'], propertiesWithHistory: [] },
    response: contacts,
  });
  const asked = item.effects[0]!.createdAt.getTime() - SKEW_MS;
  const found = results.find(
    ({ properties: own }) =>
      Date.parse(own.createdate ?? '') >= asked && names.every((name) => own[name] === properties[name]),
  );
  return found?.id ?? null;
}
