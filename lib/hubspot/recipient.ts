import type { Recipient } from '../conversations/send.ts';
import { readContact } from './contacts.ts';
import { readOwner } from './owners.ts';
import type { PortalClient } from './portal-client.ts';

/** A contact as HubSpot has it now, as a tracked email wants it. Null where there is none. Throws HubSpotError. */
export async function readRecipient(client: PortalClient, contactId: string): Promise<Recipient | null> {
  const contact = await readContact(client, contactId);
  if (!contact) return null;
  const owner = contact.ownerId ? await readOwner(client, contact.ownerId) : null;
  return {
    hubspotId: contact.id,
    name: contact.name,
    addresses: contact.addresses,
    ownerId: contact.ownerId,
    ownerAddress: owner?.address ?? null,
    optedOut: contact.optedOut,
  };
}
