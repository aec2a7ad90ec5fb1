import { markDeleted } from '../../conversations/contacts.ts';
import { followMerge } from '../../conversations/merge-contacts.ts';
import { CONTACT_DELETED } from '../../outbox/hold-and-cancel.ts';
import { readContacts } from '../contacts.ts';
import type { HubSpotError } from '../errors.ts';
import { ensureProperties, ensureRecordProperties, lacksOurProperty } from '../properties.ts';
import { type ClaimProgress, decide } from './claim-progress.ts';
import type { Decision, Item } from './item.ts';

/**
 * What to look at when HubSpot refuses a batch: properties of ours that somebody deleted are made again; the contacts
 * are read, merged ones followed to their new id, deleted ones held until they are restored. `changed`: worth another call.
 */
export async function recheck(
  progress: ClaimProgress,
  items: Item[],
  error: HubSpotError,
): Promise<{ live: Item[]; changed: boolean }> {
  const { sql, client, now } = progress.dependencies;
  const write = items[0]?.write;
  const object = write?.to === 'update' ? write.object : 'contacts';
  if (object === 'companies' || object === 'deals') {
    const created = lacksOurProperty(error) ? await ensureRecordProperties(sql, client, object) : [];
    return { live: items, changed: created.length > 0 };
  }
  if (!progress.propertiesRepaired && lacksOurProperty(error)) {
    progress.propertiesRepaired = true;
    const { created } = await ensureProperties(sql, client, now());
    if (created.length > 0) return { live: items, changed: true };
  }
  const found = await readContacts(
    client,
    items.map(({ contact }) => contact.hubspotId),
  );
  const gone = items.filter(({ contact }) => !found.has(contact.hubspotId));
  await holdDeleted(progress, gone);
  const live: Item[] = [];
  for (const item of items.filter((one) => !gone.includes(one))) {
    live.push(await withPresentId(progress, item, found.get(item.contact.hubspotId)!.id));
  }
  return { live, changed: gone.length > 0 || live.some((item) => !items.includes(item)) };
}

async function holdDeleted(progress: ClaimProgress, gone: Item[]): Promise<void> {
  const { sql, now } = progress.dependencies;
  await markDeleted(
    sql,
    gone.map(({ contact }) => contact.id),
    now(),
  );
  await decide(
    progress,
    gone.flatMap(({ effects }) => effects.map((effect): Decision => ({ effect, ...CONTACT_DELETED }))),
  );
}

/** The item itself where its contact has the id that it had; else one for the id that the contact has since its merge. */
async function withPresentId({ dependencies }: ClaimProgress, item: Item, to: string): Promise<Item> {
  const { transact, client, now } = dependencies;
  const from = item.contact.hubspotId;
  if (to === from) return item;
  await transact((tx) => followMerge(tx, client.portalId, { from, to }, now()));
  return { ...item, contact: { ...item.contact, hubspotId: to } };
}

/**
 * A refused item in a form that may pass: an update that joins several effects is taken apart, so that one bad value
 * does not keep the others; an owner who has left the portal is left out, and so are a company and a deal that went
 * meanwhile. Null: there is none.
 */
export function amend(item: Item, error: HubSpotError, singles: Map<string, Item>): Item[] | null {
  if (item.effects.length > 1) {
    const parts = item.effects.flatMap((effect) => singles.get(effect.id) ?? []);
    if (parts.length > 0) return parts.map((part) => ({ ...part, contact: item.contact }));
  }
  const { write } = item;
  const namesOwner = error.context.propertyName?.includes('hubspot_owner_id') || error.category === 'INVALID_OWNER_ID';
  if ((write.to !== 'create' && write.to !== 'update') || !namesOwner || !write.properties.hubspot_owner_id) {
    return item.alsoOn?.length ? [{ ...item, alsoOn: [] }] : null;
  }
  const { hubspot_owner_id: _left, ...properties } = write.properties;
  return [{ ...item, write: { ...write, properties } }];
}
