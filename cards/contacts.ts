import { type Contact, findContact, isErased, upsertContact } from '../lib/conversations/contacts.ts';

import { readRecipient } from '../lib/hubspot/recipients.ts';
import type { Caller } from './caller.ts';
import type { CardDependencies } from './dependencies.ts';
import { notFound } from './endpoint.ts';

/** Our row of a contact that the caller looks at; one that we have not met is read from HubSpot first. */
export async function ensureContact(
  { sql, portalClient, now }: CardDependencies,
  { portal }: Caller,
  hubspotId: string,
): Promise<Contact> {
  const known = await findContact(sql, portal.portalId, hubspotId);
  if (known && !known.deletedAt) return known;
  if (await isErased(sql, portal.portalId, hubspotId)) throw notFound('contact');
  const facts = await readRecipient(portalClient(portal.portalId), hubspotId);
  if (!facts) throw notFound('contact');
  return upsertContact(sql, portal.portalId, facts, now());
}

/** A row by its own id, if it is of the caller's portal; another portal's is as good as none. */
export function ofPortal<Row extends { portalId: number }>(row: Row | null, { portal }: Caller, what: string): Row {
  if (row?.portalId !== portal.portalId) throw notFound(what);
  return row;
}
