import type { Rep } from '../conversations/reply-tokens.ts';
import type { Recipient } from '../conversations/tracked-emails.ts';
import type { Portal } from '../portals/portals.ts';
import { readContact } from './contacts.ts';
import { readOwner } from './owners.ts';
import type { PortalClient } from './portal-client.ts';

/** A contact as the one to write to, its owner's address included; null: there is no such contact. Throws HubSpotError. */
export async function readRecipient(client: PortalClient, hubspotId: string): Promise<Recipient | null> {
  const contact = await readContact(client, hubspotId);
  if (!contact) return null;
  const owner = contact.ownerId ? await readOwner(client, contact.ownerId) : null;
  const { id, name, addresses, ownerId, optedOut } = contact;
  return { hubspotId: id, name, addresses, ownerId, ownerAddress: owner?.address ?? null, optedOut };
}

/**
 * Who sends, where nobody at a screen does: the named owner, else the contact's, else whoever connected the portal.
 * Null: none of them has an address. Throws HubSpotError.
 */
export async function chooseRep(
  client: PortalClient,
  portal: Portal,
  { ownerId, recipient }: { ownerId: string | null; recipient: Recipient },
): Promise<Rep | null> {
  const chosen = ownerId ?? recipient.ownerId;
  const owner = chosen ? await readOwner(client, chosen) : null;
  if (owner?.address) return { userId: owner.userId, ownerId: owner.id, name: owner.name, address: owner.address };
  return portal.installerAddress ? { userId: null, ownerId: null, name: '', address: portal.installerAddress } : null;
}
