import { z } from 'zod';

const id = z.union([z.string(), z.number()]).transform(String);

/** One event of a webhook post ("Webhooks guide"): every field may be absent, and names differ between formats. */
export const hubSpotEvent = z.object({
  subscriptionType: z.string().optional(),
  eventType: z.string().optional(),
  portalId: z.number().int(),
  objectId: id,
  eventId: id.optional(),
  /** ms since 1970 */
  occurredAt: z.number(),
  propertyName: z.string().optional(),
  propertyValue: z.string().nullish(),
  changeSource: z.string().optional(),
  sourceId: z.string().nullish(),
  primaryObjectId: id.optional(),
  newObjectId: id.optional(),
  mergedObjectIds: z.array(id).optional(),
});
export type HubSpotEvent = z.infer<typeof hubSpotEvent>;

export type HubSpotEventKind = 'propertyChange' | 'deletion' | 'merge' | 'restore' | 'privacyDeletion';
const KINDS: Record<string, HubSpotEventKind> = {
  'object.propertyChange': 'propertyChange',
  'contact.propertyChange': 'propertyChange',
  'object.deletion': 'deletion',
  'contact.deletion': 'deletion',
  'object.merge': 'merge',
  'contact.merge': 'merge',
  'object.restore': 'restore',
  'contact.restore': 'restore',
  'contact.privacyDeletion': 'privacyDeletion',
};

/** What an event is for us; null: nothing that concerns us. Our own writes come back as events and are dropped here. */
export function kindOf(event: HubSpotEvent, appId: string): HubSpotEventKind | null {
  const kind = KINDS[event.subscriptionType ?? event.eventType ?? ''] ?? null;
  if (kind !== 'propertyChange') return kind;
  const isOwnEcho = event.changeSource === 'INTEGRATION' && event.sourceId === appId;
  return event.propertyName === 'reply_outreach_status' && !isOwnEcho ? kind : null;
}

/** The contacts that an event speaks of. */
export const idsIn = ({ objectId, primaryObjectId, newObjectId, mergedObjectIds = [] }: HubSpotEvent): string[] =>
  [objectId, primaryObjectId, ...mergedObjectIds, newObjectId].filter((id) => id !== undefined);

/** The same for every delivery of one event. `eventId` alone is not unique ("Webhooks guide"), `attemptNumber` counts repetitions. */
export function eventKey(event: HubSpotEvent): string {
  const type = event.subscriptionType ?? event.eventType ?? '';
  return [event.portalId, type, event.objectId, event.eventId ?? '', event.occurredAt, event.propertyName ?? ''].join(
    '/',
  );
}
