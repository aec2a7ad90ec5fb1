import type { Queryable } from '../database/types.ts';
import { type ConfirmedAddresses, confirmedAddresses } from '../portals/forward-addresses.ts';
import { type Portal, readPortal } from '../portals/portals.ts';
import type { AnswersThrough } from '../portals/settings.ts';
import { answersThrough, readUserSettings } from '../portals/user-settings.ts';
import { type Contact, contactOfConversation } from './contacts.ts';
import type { Rep, ReplyToken } from './reply-tokens.ts';

export type ForwardTarget = { address: string; source: 'user' | 'portal' | 'rep' | 'owner' | 'installer' };

/** Whom a reply concerns, read once for everything that follows from it. */
export type Audience = {
  portal: Portal;
  contact: Contact;
  /** The address that the customer wrote to: it says whose mail is answered. */
  token: ReplyToken;
  /** Where a forward goes; null: nobody is known. */
  target: ForwardTarget | null;
  /** The way of the rep's answers. */
  answersThrough: AnswersThrough;
  /** The addresses from which the rep may answer: all that a forward can go to. */
  repAddresses: string[];
};

export async function readAudience(sql: Queryable, token: ReplyToken): Promise<Audience> {
  const { portalId, conversationId, sentBy } = token;
  const { userId } = sentBy;
  const [portal, contact, confirmed, user] = await Promise.all([
    readPortal(sql, portalId),
    contactOfConversation(sql, conversationId),
    confirmedAddresses(sql, { portalId, userId }),
    readUserSettings(sql, { portalId, userId }),
  ]);
  const known = { confirmed, sentBy, ownerAddress: contact.ownerAddress, installerAddress: portal.installerAddress };
  return {
    portal,
    contact,
    token,
    target: forwardTarget(known),
    answersThrough: answersThrough(portal.settings, user),
    repAddresses: repAddresses(known),
  };
}

type Known = {
  confirmed: ConfirmedAddresses;
  sentBy: Rep | null;
  ownerAddress: string | null;
  installerAddress: string | null;
};

/**
 * Where a reply goes: the sending user's forward address, else the portal's, else the sending user's own address, else
 * the contact owner's, else that of whoever connected the portal.
 */
export function forwardTarget({ confirmed, sentBy, ownerAddress, installerAddress }: Known): ForwardTarget | null {
  if (confirmed.user) return { address: confirmed.user, source: 'user' };
  if (confirmed.portal) return { address: confirmed.portal, source: 'portal' };
  if (sentBy?.address) return { address: sentBy.address, source: 'rep' };
  if (ownerAddress) return { address: ownerAddress, source: 'owner' };
  return installerAddress ? { address: installerAddress, source: 'installer' } : null;
}

function repAddresses({ confirmed, sentBy, ownerAddress, installerAddress }: Known): string[] {
  const all = [confirmed.user, confirmed.portal, sentBy?.address, ownerAddress, installerAddress];
  return all.filter((address): address is string => !!address);
}
