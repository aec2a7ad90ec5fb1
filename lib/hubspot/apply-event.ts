import {
  findContact,
  markDeleted,
  markRestored,
  OUTREACH_STATUSES,
  recordStatusTime,
  setOutreachStatus,
} from '../conversations/contacts.ts';
import { eraseContact } from '../conversations/erase-contact.ts';
import { followMerge } from '../conversations/merge-contacts.ts';
import { changeStatus } from '../conversations/status.ts';
import type { Sql } from '../database/types.ts';
import type { Keyring } from '../keyring.ts';
import { holdEffectsOfDeleted, releaseEffectsOfRestored } from '../outbox/hold-and-cancel.ts';
import type { Author } from '../portals/author.ts';
import { findPortal } from '../portals/portals.ts';
import type { Transact } from '../queue.ts';
import { readContact } from './contacts.ts';
import { findOwnerOfUser } from './owners.ts';
import type { PortalClient } from './portal-client.ts';
import { type HubSpotEvent, kindOf } from './webhook-event.ts';

export type EventDependencies = {
  sql: Sql;
  transact: Transact;
  client: PortalClient;
  appId: string;
  keyring: Keyring;
  now: () => Date;
};

/**
 * Does what an event asks for. Events come in any order and more than once; each step checks what is true now.
 * Throws HubSpotError where the contact could not be read.
 */
export async function applyEvent(dependencies: EventDependencies, event: HubSpotEvent): Promise<void> {
  const { sql, appId, keyring, now } = dependencies;
  const kind = kindOf(event, appId);
  if (!kind || !(await findPortal(sql, event.portalId))) return;
  switch (kind) {
    case 'propertyChange':
      return followStatus(dependencies, event);
    case 'deletion':
      return followDeletion(dependencies, event);
    case 'merge':
      return followMergeEvent(dependencies, event);
    case 'restore':
      return undoDeletion(dependencies, event);
    case 'privacyDeletion':
      return eraseContact(sql, { portalId: event.portalId, hubspotId: event.objectId }, { keyring, now: now() });
  }
}

/** A person, or a workflow of theirs, set the outreach status in HubSpot: their word counts, the newest one. */
async function followStatus({ sql, transact, client }: EventDependencies, event: HubSpotEvent): Promise<void> {
  const to = OUTREACH_STATUSES.find((status) => status === event.propertyValue);
  const contact = await findContact(sql, event.portalId, event.objectId);
  const at = new Date(event.occurredAt);
  if (!to || !contact || (contact.statusChangedAt && contact.statusChangedAt >= at)) return;
  const author = contact.outreachStatus === to ? null : await authorOf(client, event);
  const [conversation] = await sql<{ id: string }[]>`
    select id from conversations where contact_id = ${contact.id} order by last_message_at desc limit 1`;
  await transact(async (tx) => {
    // Its time counts also where the value is the one we have: an older change may still come.
    if (!(await recordStatusTime(tx.sql, contact.id, at)) || !author) return;
    // Without a conversation there is no timeline of ours to put the change on.
    if (!conversation) await setOutreachStatus(tx.sql, contact.id, to, at);
    else await changeStatus(tx, { contact, conversationId: conversation.id, to, author, writeProperty: false }, at);
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
  { sql, transact, client, now }: EventDependencies,
  { portalId, objectId }: HubSpotEvent,
): Promise<void> {
  const contact = await findContact(sql, portalId, objectId);
  if (!contact) return;
  const present = await readContact(client, objectId);
  if (present && present.id !== objectId) {
    return transact((tx) => followMerge(tx, portalId, { from: objectId, to: present.id }, now()));
  }
  if (present) return;
  await transact(async (tx) => {
    await markDeleted(tx.sql, [contact.id], now());
    await holdEffectsOfDeleted(tx.sql, contact.id, now());
  });
}

async function followMergeEvent({ transact, now }: EventDependencies, event: HubSpotEvent): Promise<void> {
  const to = event.newObjectId ?? event.primaryObjectId ?? event.objectId;
  const old = [event.primaryObjectId, ...(event.mergedObjectIds ?? []), event.objectId].filter(
    (one) => one !== undefined,
  );
  for (const from of new Set(old)) {
    await transact((tx) => followMerge(tx, event.portalId, { from, to }, now()));
  }
}

async function undoDeletion(
  { sql, transact, now }: EventDependencies,
  { portalId, objectId }: HubSpotEvent,
): Promise<void> {
  const contact = await findContact(sql, portalId, objectId);
  if (!contact) return;
  await transact(async (tx) => {
    await markRestored(tx.sql, contact.id);
    await releaseEffectsOfRestored(tx, contact.id, now());
  });
}
