import { contactIds } from '../conversations/contacts.ts';
import { addEffects, type NewEffect } from '../outbox/add-effects.ts';
import { portalsAmong } from '../portals/portals.ts';
import type { Tx } from '../queue.ts';
import { eventKey, type HubSpotEvent, idsIn, kindOf } from './webhook-event.ts';

/**
 * Keeps what HubSpot told us as effects, each until it is done: its deletions are told once, and a portal at its daily
 * limit cannot be asked about them for hours. What is repeated finds its effect, what concerns no contact of ours is
 * left out. Returns how many are new.
 */
export async function keepEvents(tx: Tx, events: HubSpotEvent[], appId: string, now: Date): Promise<number> {
  const ours = await portalsAmong(tx.sql, [...new Set(events.map(({ portalId }) => portalId))]);
  const concerning = events.filter((event) => ours.has(event.portalId) && kindOf(event, appId) !== null);
  const named = concerning.flatMap((event) =>
    idsIn(event).map((hubspotId) => ({ portalId: event.portalId, hubspotId })),
  );
  const contacts = await contactIds(tx.sql, named);
  const effects = new Map<string, NewEffect>();
  for (const event of concerning) {
    const { portalId } = event;
    const [contactId] = idsIn(event).flatMap((hubspotId) => contacts.get(`${portalId}/${hubspotId}`) ?? []);
    // An erasure leaves its tombstone also where nothing is known of the contact yet.
    if (!contactId && kindOf(event, appId) !== 'privacyDeletion') continue;
    const key = `hubspot_event:${eventKey(event)}`;
    effects.set(`${portalId} ${key}`, { portalId, contactId, kind: 'hubspot_event', key, details: event });
  }
  return (await addEffects(tx, [...effects.values()], now)).size;
}
