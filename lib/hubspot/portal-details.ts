import { z } from 'zod';
import type { HubSpotClient } from './client.ts';
import { API_VERSION } from './version.ts';

const details = z.object({ portalId: z.number().int(), timeZone: z.string(), uiDomain: z.string() });

/** The portal's number, time zone (IANA) and the host of its pages. Needs no scope but `oauth`. */
export function readPortalDetails(client: HubSpotClient, accessToken: string): Promise<z.infer<typeof details>> {
  return client.request({
    method: 'GET',
    path: `/account-info/${API_VERSION}/details`,
    response: details,
    accessToken,
  });
}
