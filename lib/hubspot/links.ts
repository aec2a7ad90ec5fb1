import type { Portal } from '../portals/portals.ts';

/** The record page of a contact (0-1 is HubSpot's type id of contacts). */
export const contactUrl = (portal: Pick<Portal, 'uiDomain' | 'portalId'>, contact: { hubspotId: string }): string =>
  `https://${portal.uiDomain}/contacts/${portal.portalId}/record/0-1/${contact.hubspotId}`;

/** All contacts of the account. */
export const contactsUrl = (portal: Pick<Portal, 'uiDomain' | 'portalId'>): string =>
  `https://${portal.uiDomain}/contacts/${portal.portalId}/objects/0-1`;

/** The account's connected apps, where each has its settings. */
export const appsUrl = (portal: Pick<Portal, 'uiDomain' | 'portalId'>): string =>
  `https://${portal.uiDomain}/connected-apps/${portal.portalId}/installed`;

/** The app's own home page inside HubSpot. */
export const homeUrl = (portal: Pick<Portal, 'uiDomain' | 'portalId'>, appId: string): string =>
  `https://${portal.uiDomain}/app/${portal.portalId}/${appId}`;
