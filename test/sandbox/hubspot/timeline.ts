import type { World } from './api/call.ts';
import { associationsOf } from './crm/linked-records.ts';
import { findRecord } from './crm/records.ts';
import type { CrmObject } from './model.ts';

export type TimelineItem = {
  kind: 'email' | 'note' | 'task' | 'event';
  id: string;
  /** When it happened, as HubSpot sorts it: `hs_timestamp`, or an event's own time. */
  at: string;
  eventTypeName: string | null;
  properties: Record<string, string>;
};

const KINDS = { emails: 'email', notes: 'note', tasks: 'task' } as const;

/** Everything on a contact's record, newest first. */
export function timelineOf(world: World, contact: CrmObject): TimelineItem[] {
  const engagements = (['emails', 'notes', 'tasks'] as const).flatMap((objectType) =>
    associationsOf(world, contact, objectType).flatMap(({ id }): TimelineItem[] => {
      const record = findRecord(world, contact.portalId, objectType, id);
      if (!record) return [];
      const at = record.properties.hs_timestamp ?? record.createdAt;
      return [{ kind: KINDS[objectType], id, at, eventTypeName: null, properties: record.properties }];
    }),
  );
  const events = world.state.events
    .values()
    .filter((event) => findRecord(world, event.portalId, 'contacts', event.contactId)?.id === contact.id)
    .filter((event) => event.portalId === contact.portalId)
    .map(
      ({ id, timestamp, eventTypeName, properties }): TimelineItem => ({
        kind: 'event',
        id,
        at: timestamp,
        eventTypeName,
        properties,
      }),
    );
  return [...engagements, ...events].sort((a, b) => b.at.localeCompare(a.at));
}
