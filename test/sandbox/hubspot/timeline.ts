import type { World } from './api/call.ts';
import { associationsOf } from './crm/linked-records.ts';
import { findRecord } from './crm/records.ts';
import { ACTIVITY_TYPES, type CrmObject } from './model.ts';

export type TimelineItem = {
  kind: 'email' | 'note' | 'task' | 'call' | 'event';
  id: string;
  /** When it happened, as HubSpot sorts it: `hs_timestamp`, or an event's own time. */
  at: string;
  eventTypeName: string | null;
  properties: Record<string, string>;
};

const KINDS = { emails: 'email', notes: 'note', tasks: 'task', calls: 'call' } as const;

/** Everything that stands on a record itself, newest first; app events are of contacts alone. */
export function timelineOf(world: World, record: CrmObject): TimelineItem[] {
  const { portalId } = record;
  const engagements = ACTIVITY_TYPES.flatMap((objectType) =>
    associationsOf(world, record, objectType).flatMap(({ id }): TimelineItem[] => {
      const activity = findRecord(world, portalId, objectType, id);
      if (!activity) return [];
      const at = activity.properties.hs_timestamp ?? activity.createdAt;
      return [{ kind: KINDS[objectType], id, at, eventTypeName: null, properties: activity.properties }];
    }),
  );
  const events = world.state.events
    .values()
    .filter((event) => event.portalId === portalId && record.objectType === 'contacts')
    .filter((event) => findRecord(world, portalId, 'contacts', event.contactId)?.id === record.id)
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
