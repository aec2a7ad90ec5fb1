import type { ClaimedEffect } from '../../outbox/effects.ts';
import type { NextStep } from '../../outbox/next-steps.ts';
import type { Reason } from '../../outbox/reasons.ts';
import type { Occurrence } from '../timeline/app-events.ts';

export type CreatedObject = 'emails' | 'notes' | 'tasks';
export type UpdatedObject = 'contacts' | 'companies' | 'deals' | 'emails' | 'notes' | 'tasks';

/** What one item asks HubSpot to do. An update of a contact has no id of its own: it goes to the item's contact. */
export type Write =
  | { to: 'create'; object: CreatedObject; properties: Record<string, string> }
  | { to: 'update'; object: UpdatedObject; id: string | null; properties: Record<string, string> }
  /** A contact of its own, associated with the item's. */
  | { to: 'person'; properties: Record<string, string> }
  /** Associates a contact that is there already with the item's. */
  | { to: 'link'; hubspotId: string }
  | { to: 'archive'; object: 'emails' | 'notes'; id: string }
  | { to: 'event'; occurrence: Occurrence }
  | { to: 'unsubscribe'; addresses: string[] }
  /** Completes a blocked workflow action. */
  | { to: 'callback'; callbackId: string; outputFields: Record<string, string> };

/** One input of a batch, with the effects that it settles. */
export type Item = {
  effects: ClaimedEffect[];
  /** Our row's id and HubSpot's present one. */
  contact: { id: string; hubspotId: string };
  /** It stands on no record: HubSpot does not have the contact of a test. */
  alone?: boolean;
  /** Where a created object stands beside the contact. */
  alsoOn?: { object: 'companies' | 'deals'; id: string }[];
  write: Write;
};

/** What is decided about an effect without asking HubSpot. */
export type Decision =
  | { effect: ClaimedEffect; state: 'done'; result?: string }
  | { effect: ClaimedEffect; state: 'held' | 'cancelled' | 'needs_attention'; reason: Reason; nextStep?: NextStep };

/** `resultId` of an effect: which kind of object, and HubSpot's id of it, e.g. `emails/123`. */
export const resultId = (object: string, id: string) => `${object}/${id}`;

/** The id of an object of this kind, or null where the result is something else. */
export function idOfResult(result: string | null, object: string): string | null {
  return result?.startsWith(`${object}/`) ? result.slice(object.length + 1) : null;
}
