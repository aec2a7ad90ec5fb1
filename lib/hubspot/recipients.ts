import type { Rep } from '../conversations/reply-tokens.ts';
import type { Recipient } from '../conversations/tracked-emails.ts';
import type { Portal } from '../portals/portals.ts';
import { readContact, readContacts } from './contacts.ts';
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

/** Up to 100 contacts in one call and their owners in one each; those that are gone are left out. Throws HubSpotError. */
export async function readRecipients(client: PortalClient, hubspotIds: string[]): Promise<Recipient[]> {
  const contacts = [
    ...new Map([...(await readContacts(client, hubspotIds)).values()].map((one) => [one.id, one])).values(),
  ];
  const owners = new Map<string, string | null>();
  for (const ownerId of new Set(contacts.flatMap((contact) => contact.ownerId ?? []))) {
    owners.set(ownerId, (await readOwner(client, ownerId))?.address ?? null);
  }
  return contacts.map(({ id, name, addresses, ownerId, optedOut }) => ({
    ...{ hubspotId: id, name, addresses, ownerId, optedOut },
    ownerAddress: owners.get(ownerId ?? '') ?? null,
  }));
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
