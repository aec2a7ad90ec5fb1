import type { Queryable } from '../database/types.ts';
import type { ConfirmedAddresses } from '../portals/forward-addresses.ts';
import { type Portal, type PortalRow, toPortal, UnknownPortalError } from '../portals/portals.ts';
import type { AnswersThrough } from '../portals/settings.ts';
import { answersThrough } from '../portals/user-settings.ts';
import { type Contact, type ContactRow, toContact } from './contacts.ts';
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
  const userId = sentBy.userId ?? '';
  // One statement: it is read for every reply twice. Of the two tables' columns of one name the portal's counts.
  const [row] = await sql<(ContactRow & PortalRow & Chosen)[]>`
    select k.*, p.*, u.answers_through, own.address as forward_user, everybodys.address as forward_portal
    from conversations c
    join contacts k on k.id = c.contact_id
    join portals p on p.portal_id = c.portal_id
    left join user_settings u on u.portal_id = p.portal_id and u.user_id = ${userId}
    left join forward_addresses own
      on own.portal_id = p.portal_id and own.user_id = ${userId} and own.user_id <> '' and own.confirmed_at is not null
    left join forward_addresses everybodys
      on everybodys.portal_id = p.portal_id and everybodys.user_id = '' and everybodys.confirmed_at is not null
    where c.id = ${conversationId} and c.portal_id = ${portalId}`;
  if (!row) throw new UnknownPortalError(portalId);
  const [portal, contact] = [toPortal(row), toContact(row)];
  const confirmed = { user: row.forward_user, portal: row.forward_portal };
  const known = { confirmed, sentBy, ownerAddress: contact.ownerAddress, installerAddress: portal.installerAddress };
  return {
    portal,
    contact,
    token,
    target: forwardTarget(known),
    answersThrough: answersThrough(portal.settings, { answersThrough: row.answers_through }),
    repAddresses: repAddresses(known),
  };
}

/** What a user chose for themselves, and the confirmed forward addresses. */
type Chosen = { answers_through: AnswersThrough | null; forward_user: string | null; forward_portal: string | null };

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
