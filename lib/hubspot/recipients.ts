import type { Recipient } from '../conversations/tracked-emails.ts';
import type { Sender } from '../conversations/reply-tokens.ts';
import { readContact } from './contacts.ts';
import { readOwner } from './owners.ts';
import type { PortalClient } from './portal-client.ts';
import type { Portal } from '../portals/portals.ts';

/** A contact as the one to write to, its owner's address included; null: there is no such contact. Throws HubSpotError. */
export async function readRecipient(client: PortalClient, hubspotId: string): Promise<Recipient | null> {
  const contact = await readContact(client, hubspotId);
  if (!contact) return null;
  const owner = contact.ownerId ? await readOwner(client, contact.ownerId) : null;
  const { id, name, addresses, ownerId, optedOut } = contact;
  return { hubspotId: id, name, addresses, ownerId, ownerAddress: owner?.address ?? null, optedOut };
}

/**
 * Who sends, where nobody at a screen does: the named owner, else the contact's, else whoever connected the account.
 * Null: none of them has an address. Throws HubSpotError.
 */
export async function chooseSender(
  client: PortalClient,
  portal: Portal,
  { ownerId, recipient }: { ownerId: string | null; recipient: Recipient },
): Promise<Sender | null> {
  const chosen = ownerId ?? recipient.ownerId;
  const owner = chosen ? await readOwner(client, chosen) : null;
  if (owner?.address) return { userId: owner.userId, ownerId: owner.id, name: owner.name, address: owner.address };
  return portal.accountAddress ? { userId: null, ownerId: null, name: '', address: portal.accountAddress } : null;
}
