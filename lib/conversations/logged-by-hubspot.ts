import { sameAddress } from '../mail/addresses.ts';
import type { IncomingMail } from '../mail/types.ts';
import type { NewEffect } from '../outbox/add-effects.ts';
import { capabilitiesOf } from '../portals/scopes.ts';
import type { Audience } from './audience.ts';

// HubSpot reads a connected inbox within a minute or two, and its search lags behind what was just written.
const WAIT_MS = 5 * 60_000;

/**
 * A mail that the rep or the contact's owner got too, or wrote, may be logged by HubSpot itself, from that person's connected inbox.
 * Its email object waits a while, then the sync looks for HubSpot's and makes one of our own where there is none.
 */
export function waitForHubSpotsLog(
  { portal, repAddresses }: Audience,
  { mail, receivedAt }: { mail: IncomingMail; receivedAt: Date },
): Pick<NewEffect, 'details' | 'runAfter'> {
  if (!mail.messageId || !capabilitiesOf(portal.scopes).emails) return {};
  const people = [...(mail.from ? [mail.from] : []), ...mail.to, ...mail.cc];
  const isTheirs = people.some(({ address }) => repAddresses.some((rep) => sameAddress(rep, address)));
  return isTheirs ? { details: { expectLogged: true }, runAfter: new Date(receivedAt.getTime() + WAIT_MS) } : {};
}
