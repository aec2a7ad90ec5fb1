import { followMerge } from '../../conversations/merge-contacts.ts';
import type { Sql } from '../../database/types.ts';
import type { ClaimedEffect } from '../../outbox/effects.ts';
import { readContacts } from '../contacts.ts';
import type { HubSpotError } from '../errors.ts';
import type { PortalClient } from '../portal-client.ts';
import { ensureProperties, lacksOurProperty } from '../properties.ts';
import { CONTACT_DELETED, type Decision, type Item } from './item.ts';

type RecheckDependencies = {
  sql: Sql;
  client: PortalClient;
  now: () => Date;
  /** Makes decisions durable. */
  decide(decisions: Decision[]): Promise<void>;
};

/**
 * What to look at when HubSpot refuses a batch: properties of ours that somebody deleted are made again; the contacts
 * are read, merged ones followed to their new id, deleted ones held until they are restored.
 */
export function createRecheck({ sql, client, now, decide }: RecheckDependencies) {
  let isRepaired = false;
  return async (items: Item[], error: HubSpotError): Promise<{ live: Item[]; changed: boolean }> => {
    if (!isRepaired && lacksOurProperty(error)) {
      isRepaired = true;
      const { created } = await ensureProperties(sql, client, now());
      if (created.length > 0) return { live: items, changed: true };
    }
    const found = await readContacts(
      client,
      items.map(({ contact }) => contact.hubspotId),
    );
    const gone = items.filter(({ contact }) => !found.has(contact.hubspotId));
    await sql`update contacts set deleted_at = ${now()} where id = any(${gone.map(({ contact }) => contact.id)}::uuid[])`;
    await decide(
      gone.flatMap(({ effects }) => effects.map((effect: ClaimedEffect): Decision => ({ effect, ...CONTACT_DELETED }))),
    );
    const live: Item[] = [];
    let moved = 0;
    for (const item of items.filter((one) => !gone.includes(one))) {
      const from = item.contact.hubspotId;
      const to = found.get(from)!.id;
      if (to !== from) {
        await sql.begin((tx) => followMerge(tx, client.portalId, { from, to }, now()));
        moved += 1;
      }
      live.push({ ...item, contact: { ...item.contact, hubspotId: to } });
    }
    return { live, changed: gone.length > 0 || moved > 0 };
  };
}

/**
 * A refused item in a form that may pass: an update that joins several effects is taken apart, so that one bad value
 * does not keep the others; an owner who has left the portal is left out. Null: there is none.
 */
export function amend(item: Item, error: HubSpotError, singles: Map<string, Item>): Item[] | null {
  if (item.effects.length > 1) {
    const parts = item.effects.flatMap((effect) => singles.get(effect.id) ?? []);
    if (parts.length > 0) return parts.map((part) => ({ ...part, contact: item.contact }));
  }
  const { write } = item;
  const namesOwner = error.context.propertyName?.includes('hubspot_owner_id') || error.category === 'INVALID_OWNER_ID';
  if (write.to !== 'create' || !namesOwner || !write.properties.hubspot_owner_id) return null;
  const { hubspot_owner_id: _left, ...properties } = write.properties;
  return [{ ...item, write: { ...write, properties } }];
}
