import type { Queryable } from '../database/types.ts';
import { sameAddress } from '../mail/addresses.ts';
import type { IncomingMail } from '../mail/types.ts';
import type { NewEffect } from '../outbox/add-effects.ts';
import type { Portal } from '../portals/portals.ts';
import { capabilitiesOf } from '../portals/scopes.ts';
import type { Contact } from './contacts.ts';
import { repAddresses } from './forward-target.ts';
import type { ReplyToken } from './reply-tokens.ts';

// HubSpot reads a connected inbox within a minute or two, and its search lags behind what was just written.
const WAIT_MS = 5 * 60_000;

/**
 * A mail that the rep or the contact's owner got too may be logged by HubSpot itself, from that person's connected inbox.
 * Its email object waits a while, then the sync looks for HubSpot's and makes one of our own where there is none.
 */
export async function waitForHubSpotsLog(
  sql: Queryable,
  {
    portal,
    contact,
    token,
    mail,
    receivedAt,
  }: { portal: Portal; contact: Contact; token: ReplyToken; mail: IncomingMail; receivedAt: Date },
): Promise<Pick<NewEffect, 'details' | 'runAfter'>> {
  if (!mail.messageId || !capabilitiesOf(portal.scopes).emails) return {};
  const reps = await repAddresses(sql, {
    portalId: portal.portalId,
    sentBy: token.sentBy,
    ownerAddress: contact.ownerAddress,
    installerAddress: portal.installerAddress,
  });
  const isCopied = [...mail.to, ...mail.cc].some(({ address }) => reps.some((rep) => sameAddress(rep, address)));
  return isCopied ? { details: { expectLogged: true }, runAfter: new Date(receivedAt.getTime() + WAIT_MS) } : {};
}
