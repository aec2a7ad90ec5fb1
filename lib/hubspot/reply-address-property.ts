import { z } from 'zod';
import type { Sql } from '../database/types.ts';
import { addressValues } from './contact-values.ts';
import { HubSpotError } from './errors.ts';
import type { PortalClient } from './portal-client.ts';
import { ensureProperties, lacksOurProperty } from './properties.ts';
import { API_VERSION } from './version.ts';

/**
 * Writes a contact's reply address at once, for a workflow whose next step may be the email that uses it. Properties that
 * somebody deleted are made again first. Throws HubSpotError.
 */
export async function writeReplyAddress(
  sql: Sql,
  client: PortalClient,
  { hubspotId, address, expiresAt }: { hubspotId: string; address: string; expiresAt: Date },
  now: Date,
): Promise<void> {
  const path = `/crm/objects/${API_VERSION}/contacts/${encodeURIComponent(hubspotId)}`;
  const body = { properties: addressValues(address, expiresAt) };
  const write = () => client.request({ method: 'PATCH', path, body, response: z.unknown() });
  try {
    await write();
  } catch (error) {
    if (!(error instanceof HubSpotError && lacksOurProperty(error))) throw error;
    await ensureProperties(sql, client, now);
    await write();
  }
}
