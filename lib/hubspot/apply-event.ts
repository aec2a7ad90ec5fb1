import type { Logger } from 'pino';
import { findContact, OUTREACH_STATUSES, setOutreachStatus } from '../conversations/contacts.ts';
import { eraseContact } from '../conversations/erase-contact.ts';
import { followMerge } from '../conversations/merge-contacts.ts';
import type { Author } from '../conversations/messages.ts';
import { changeStatus } from '../conversations/status.ts';
import type { Sql } from '../database/types.ts';
import { HUBSPOT_EFFECTS } from '../outbox/effects.ts';
import { findPortal } from '../portals/portals.ts';
import { readContact } from './contacts.ts';
import { findOwnerOfUser } from './owners.ts';
import type { PortalClient } from './portal-client.ts';
import { CONTACT_DELETED } from './sync/item.ts';
import { type HubSpotEvent, kindOf } from './webhook-event.ts';

export type EventDependencies = { sql: Sql; client: PortalClient; appId: string; now: () => Date; log: Logger };

/**
 * Does what an event asks for. Events come in any order and more than once; each step checks what is true now.
 * Returns whether the portal's outbox has something new. Throws HubSpotError where the contact could not be read.
 */
export async function applyEvent(dependencies: EventDependencies, event: HubSpotEvent): Promise<boolean> {
  const { sql, appId, now } = dependencies;
  const kind = kindOf(event, appId);
  if (!kind || !(await findPortal(sql, event.portalId))) return false;
  switch (kind) {
    case 'propertyChange':
      return followStatus(dependencies, event);
    case 'deletion':
      return followDeletion(dependencies, event);
    case 'merge':
      return followMergeEvent(dependencies, event);
    case 'restore':
      return undoDeletion(sql, event);
    case 'privacyDeletion':
      await eraseContact(sql, { portalId: event.portalId, hubspotId: event.objectId }, now());
      return false;
  }
}

/** A person, or a workflow of theirs, set the outreach status in HubSpot: their word counts, the newest one. */
async function followStatus({ sql, client }: EventDependencies, event: HubSpotEvent): Promise<boolean> {
  const to = OUTREACH_STATUSES.find((status) => status === event.propertyValue);
  const contact = await findContact(sql, event.portalId, event.objectId);
  const at = new Date(event.occurredAt);
  if (!to || !contact || (contact.statusChangedAt && contact.statusChangedAt >= at)) return false;
  const author = contact.outreachStatus === to ? null : await authorOf(client, event);
  const [conversation] = await sql<{ id: string }[]>`
    select id from conversations where contact_id = ${contact.id} order by last_message_at desc limit 1`;
  return sql.begin(async (tx) => {
    // Its time counts also where the value is the one we have: an older change may still come.
    const newest = await tx`
      update contacts set status_changed_at = ${at}
      where id = ${contact.id} and (status_changed_at is null or status_changed_at < ${at}) returning id`;
    if (newest.length === 0 || !author) return false;
    // Without a conversation there is no timeline of ours to put the change on.
    if (!conversation) {
      await setOutreachStatus(tx, contact.id, to, at);
      return false;
    }
    return changeStatus(tx, { contact, conversationId: conversation.id, to, author, writeProperty: false }, at);
  });
}

/** `sourceId` is `userId:123` for a person; anything else names what changed the value. */
async function authorOf(client: PortalClient, { changeSource = 'HubSpot', sourceId }: HubSpotEvent): Promise<Author> {
  const userId = /^userId:(\d+)$/.exec(sourceId ?? '')?.[1];
  if (!userId) return { name: changeSource };
  const owner = await findOwnerOfUser(client, userId).catch(() => null);
  return { userId, name: owner?.name || 'HubSpot' };
}

/** A merge also reports the merged-away record as deleted; only HubSpot can tell which it was. */
async function followDeletion(
  { sql, client, now }: EventDependencies,
  { portalId, objectId }: HubSpotEvent,
): Promise<boolean> {
  if (!(await findContact(sql, portalId, objectId))) return false;
  const present = await readContact(client, objectId);
  if (present && present.id !== objectId) {
    await sql.begin((tx) => followMerge(tx, portalId, { from: objectId, to: present.id }, now()));
    return true;
  }
  if (present) return false;
  await sql.begin(async (tx) => {
    await tx`update contacts set deleted_at = ${now()} where portal_id = ${portalId} and hubspot_id = ${objectId}`;
    await tx`
      update effects e set state = 'held', error = ${CONTACT_DELETED.error}, next_step = ${CONTACT_DELETED.nextStep}, settled_at = ${now()}
      from contacts c where c.id = e.contact_id and c.portal_id = ${portalId} and c.hubspot_id = ${objectId}
        and e.state = 'pending' and e.kind in ${tx([...HUBSPOT_EFFECTS, 'tracked_send'])}`;
  });
  return false;
}

async function followMergeEvent({ sql, now }: EventDependencies, event: HubSpotEvent): Promise<boolean> {
  const to = event.newObjectId ?? event.primaryObjectId ?? event.objectId;
  const old = [event.primaryObjectId, ...(event.mergedObjectIds ?? []), event.objectId].filter(
    (one) => one !== undefined,
  );
  for (const from of new Set(old)) {
    await sql.begin((tx) => followMerge(tx, event.portalId, { from, to }, now()));
  }
  return true;
}

async function undoDeletion(sql: Sql, { portalId, objectId }: HubSpotEvent): Promise<boolean> {
  await sql.begin(async (tx) => {
    await tx`update contacts set deleted_at = null where portal_id = ${portalId} and hubspot_id = ${objectId}`;
    await tx`
      update effects e set state = 'pending', error = null, next_step = null, settled_at = null
      from contacts c where c.id = e.contact_id and c.portal_id = ${portalId} and c.hubspot_id = ${objectId}
        and e.state = 'held' and e.error = ${CONTACT_DELETED.error}`;
  });
  return true;
}
