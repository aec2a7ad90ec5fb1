import webhooksComponent from '../../../../app/webhooks/webhooks-hsmeta.json' with { type: 'json' };
import type { ChangeSource } from '../model.ts';

/** What happened to a contact, before it is put into the words of a subscription. */
export type ContactChange = { portalId: number; contactId: string; source: ChangeSource } & (
  | { kind: 'creation' | 'deletion' | 'restore' | 'privacyDeletion' }
  | { kind: 'propertyChange'; propertyName: string; propertyValue: string }
  | {
      kind: 'merge';
      primaryObjectId: string;
      mergedObjectIds: string[];
      newObjectId: string;
      numberOfPropertiesMoved: number;
    }
);

/** A subscription as the app's webhooks component declares it: `contact.privacyDeletion` is a hub event, the rest object events. */
export type Subscription = {
  subscriptionType: string;
  objectType?: string;
  propertyName?: string;
  active?: boolean;
};

/** What the app's own webhooks component asks for: an event that it forgets does not come in the sandbox either. */
export const APP_SUBSCRIPTIONS: Subscription[] = [
  ...webhooksComponent.config.subscriptions.crmObjects,
  ...webhooksComponent.config.subscriptions.hubEvents,
];

type EventFields = { eventId: number; subscriptionId: number; appId: number; occurredAt: number };

const CONTACT_IDS = (ids: string[]) => ids.map(Number);

/** The event as HubSpot posts it, or null when the subscription does not ask for it. */
export function eventFor(subscription: Subscription, change: ContactChange, fields: EventFields) {
  const type = change.kind === 'privacyDeletion' ? 'contact.privacyDeletion' : `object.${change.kind}`;
  if (subscription.active === false || subscription.subscriptionType !== type) return null;
  if (change.kind === 'propertyChange' && subscription.propertyName !== change.propertyName) return null;
  const event = {
    ...fields,
    portalId: change.portalId,
    subscriptionType: type,
    attemptNumber: 0,
    objectId: Number(change.contactId),
    ...(type.startsWith('object.') ? { objectTypeId: '0-1' } : {}),
    ...change.source,
  };
  switch (change.kind) {
    case 'propertyChange':
      return { ...event, propertyName: change.propertyName, propertyValue: change.propertyValue, isSensitive: false };
    case 'merge':
      return {
        ...event,
        primaryObjectId: Number(change.primaryObjectId),
        mergedObjectIds: CONTACT_IDS(change.mergedObjectIds),
        newObjectId: Number(change.newObjectId),
        numberOfPropertiesMoved: change.numberOfPropertiesMoved,
      };
    case 'creation':
      return { ...event, changeFlag: 'CREATED' };
    case 'restore':
      return { ...event, changeFlag: 'RESTORED' };
    default:
      return { ...event, changeFlag: 'DELETED' };
  }
}
export type WebhookEvent = NonNullable<ReturnType<typeof eventFor>>;
