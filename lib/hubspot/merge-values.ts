import { z } from 'zod';
import type { PortalClient } from './portal-client.ts';
import { API_VERSION } from './version.ts';

/** What templates may say of a contact, by HubSpot's own names. */
const PROPERTIES = ['firstname', 'lastname', 'email', 'company', 'jobtitle', 'city', 'phone'];

const read = z.object({ properties: z.record(z.string(), z.string().nullable()) });

/** The values of `{{ contact.firstname }}` and its kin. Throws HubSpotError. */
export async function readMergeValues(client: PortalClient, hubspotId: string): Promise<Record<string, string>> {
  const { properties } = await client.request({
    method: 'GET',
    path: `/crm/objects/${API_VERSION}/contacts/${encodeURIComponent(hubspotId)}`,
    query: { properties: PROPERTIES.join(',') },
    response: read,
  });
  const known = PROPERTIES.flatMap((name) => (properties[name] ? [[`contact.${name}`, properties[name]]] : []));
  return Object.fromEntries(known);
}
