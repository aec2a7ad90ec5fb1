import type { Portal } from '../portals/portals.ts';

/** The record page of a contact (0-1 is HubSpot's type id of contacts). */
export const contactUrl = (portal: Pick<Portal, 'uiDomain' | 'portalId'>, contact: { hubspotId: string }): string =>
  `https://${portal.uiDomain}/contacts/${portal.portalId}/record/0-1/${contact.hubspotId}`;

/** The app's own home page inside HubSpot. */
export const homeUrl = (portal: Pick<Portal, 'uiDomain' | 'portalId'>, appId: string): string =>
  `https://${portal.uiDomain}/app/${portal.portalId}/${appId}`;
