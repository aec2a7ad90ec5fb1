import { v7 as uuid } from 'uuid';
import type { Queryable } from '../database/types.ts';

export const OUTREACH_STATUSES = [
  'not_contacted',
  'contacted',
  'replied',
  'interested',
  'converted',
  'not_interested',
  'unsubscribed',
] as const;
export type OutreachStatus = (typeof OUTREACH_STATUSES)[number];

export type Contact = {
  id: string;
  portalId: number;
  hubspotId: string;
  name: string;
  /** Lower case. */
  addresses: string[];
  deadAddresses: string[];
  ownerId: string | null;
  ownerAddress: string | null;
  outreachStatus: OutreachStatus;
  statusChangedAt: Date | null;
  replyCount: number;
  lastReceivedAt: Date | null;
  writtenReceivedAt: Date | null;
  deletedAt: Date | null;
  /** Of a test reply: HubSpot never hears of it, nothing of it counts, and it is erased when the test has ended. */
  isTest: boolean;
};

/** What HubSpot knows of a contact, as our own row wants it. */
export type ContactFacts = {
  hubspotId: string;
  name: string;
  addresses: string[];
  ownerId: string | null;
  ownerAddress: string | null;
};

/** Makes or refreshes our row of a HubSpot contact. Addresses a person accepted here stay. */
export async function upsertContact(
  sql: Queryable,
  portalId: number,
  facts: ContactFacts,
  now: Date,
): Promise<Contact> {
  const addresses = facts.addresses.map((address) => address.toLowerCase());
  const [row] = await sql<ContactRow[]>`
    insert into contacts (id, portal_id, hubspot_id, name, addresses, owner_id, owner_address, created_at)
    values (${uuid()}, ${portalId}, ${facts.hubspotId}, ${facts.name}, ${addresses}, ${facts.ownerId}, ${facts.ownerAddress}, ${now})
    on conflict (portal_id, hubspot_id) do update set
      name = excluded.name,
      addresses = array(select distinct unnest(contacts.addresses || excluded.addresses)),
      owner_id = excluded.owner_id, owner_address = excluded.owner_address, deleted_at = null
    returning *`;
  return toContact(row!);
}

/** A test reply's own contact, under an id that none of HubSpot's can be. */
export async function createTestContact(
  sql: Queryable,
  { portalId, name, address }: { portalId: number; name: string; address: string },
  now: Date,
): Promise<Contact> {
  const id = uuid();
  const [row] = await sql<ContactRow[]>`
    insert into contacts (id, portal_id, hubspot_id, name, addresses, is_test, created_at)
    values (${id}, ${portalId}, ${`test-${id}`}, ${name}, ${[address]}, true, ${now}) returning *`;
  return toContact(row!);
}

export async function getContact(sql: Queryable, id: string): Promise<Contact | null> {
  const [row] = await sql<ContactRow[]>`select * from contacts where id = ${id}`;
  return row ? toContact(row) : null;
}

/** The contact of a conversation; a conversation always has one. */
export async function contactOfConversation(sql: Queryable, conversationId: string): Promise<Contact> {
  const [row] = await sql<ContactRow[]>`
    select k.* from contacts k join conversations c on c.contact_id = k.id where c.id = ${conversationId}`;
  return toContact(row!);
}

export async function getContacts(sql: Queryable, ids: string[]): Promise<Contact[]> {
  if (ids.length === 0) return [];
  return (await sql<ContactRow[]>`select * from contacts where id = any(${ids}::uuid[])`).map(toContact);
}

export async function findContact(sql: Queryable, portalId: number, hubspotId: string): Promise<Contact | null> {
  const [row] = await sql<
    ContactRow[]
  >`select * from contacts where portal_id = ${portalId} and hubspot_id = ${hubspotId}`;
  return row ? toContact(row) : null;
}

/** Our rows of these contacts of HubSpot, by `portalId/hubspotId`. */
export async function contactIds(
  sql: Queryable,
  named: { portalId: number; hubspotId: string }[],
): Promise<Map<string, string>> {
  if (named.length === 0) return new Map();
  const rows = await sql<{ id: string; portalId: number; hubspotId: string }[]>`
    select id, portal_id as "portalId", hubspot_id as "hubspotId" from contacts
    where (portal_id, hubspot_id) in (
      select * from unnest(${named.map(({ portalId }) => portalId)}::bigint[], ${named.map(({ hubspotId }) => hubspotId)}::text[]))`;
  return new Map(rows.map(({ id, portalId, hubspotId }) => [`${portalId}/${hubspotId}`, id]));
}

export async function isErased(sql: Queryable, portalId: number, hubspotId: string): Promise<boolean> {
  const rows = await sql`select 1 from tombstones where portal_id = ${portalId} and hubspot_id = ${hubspotId}`;
  return rows.length > 0;
}

/**
 * Counts a reply of a person, and sets the status where it is one of `from`; answers what it was, or null where it stays.
 * Replies may arrive out of order, so the newest time stays. One statement: it stands in the way of every reply.
 */
export async function countReply(
  sql: Queryable,
  contactId: string,
  { at, status, from }: { at: Date; status: OutreachStatus; from: OutreachStatus[] },
  now: Date,
): Promise<OutreachStatus | null> {
  const [row] = await sql<{ before: OutreachStatus; changed: boolean }[]>`
    with before as (
      select id, outreach_status as status, outreach_status = any(${from}) as changed from contacts
      where id = ${contactId} for no key update
    )
    update contacts c set reply_count = reply_count + 1, last_received_at = greatest(last_received_at, ${at}),
      outreach_status = case when before.changed then ${status} else c.outreach_status end,
      status_changed_at = case when before.changed then ${now} else c.status_changed_at end
    from before where c.id = before.id
    returning before.status as before, before.changed as changed`;
  return row?.changed ? row.before : null;
}

/** After one was found to be none: counts anew what counts, and returns how many that are. */
export async function recountReplies(sql: Queryable, contactId: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    update contacts c set
      reply_count = counted.count, last_received_at = counted.newest
    from (
      select count(*)::integer as count, max(occurred_at) as newest from messages
      where contact_id = ${contactId} and counted_at is not null
    ) counted
    where c.id = ${contactId} returning counted.count`;
  return row?.count ?? 0;
}

/** From which status the product itself brought a contact into this one, where that was its newest change. */
export async function statusBefore(
  sql: Queryable,
  contactId: string,
  status: OutreachStatus,
): Promise<OutreachStatus | null> {
  const [row] = await sql<{ change: { from: OutreachStatus; to: OutreachStatus; automatic: boolean } }[]>`
    select change from messages where contact_id = ${contactId} and kind = 'status_change' order by received_at desc, id desc limit 1`;
  return row?.change.automatic && row.change.to === status ? row.change.from : null;
}

export async function acceptAddress(sql: Queryable, contactId: string, address: string): Promise<void> {
  await sql`
    update contacts set addresses = array(select distinct unnest(addresses || ${[address.toLowerCase()]}::text[]))
    where id = ${contactId}`;
}

export async function markAddressDead(sql: Queryable, contactId: string, address: string): Promise<void> {
  await sql`
    update contacts set dead_addresses = array(select distinct unnest(dead_addresses || ${[address.toLowerCase()]}::text[]))
    where id = ${contactId}`;
}

/** Sets the status where it differs; answers what it was, or null where nothing changed. */
export async function setOutreachStatus(
  sql: Queryable,
  contactId: string,
  status: OutreachStatus,
  now: Date,
): Promise<OutreachStatus | null> {
  const [row] = await sql<{ before: OutreachStatus }[]>`
    with before as (select id, outreach_status from contacts where id = ${contactId} for no key update)
    update contacts c set outreach_status = ${status}, status_changed_at = ${now}
    from before where c.id = before.id and before.outreach_status <> ${status}
    returning before.outreach_status as before`;
  return row?.before ?? null;
}

/**
 * When the status was changed in HubSpot. Returns false where a later change is known already, so that events in any order
 * end with the newest.
 */
export async function recordStatusTime(sql: Queryable, contactId: string, at: Date): Promise<boolean> {
  const rows = await sql`
    update contacts set status_changed_at = ${at}
    where id = ${contactId} and (status_changed_at is null or status_changed_at < ${at}) returning id`;
  return rows.length > 0;
}

/** The contacts lie in HubSpot's recycle bin: nothing can be written to them until they are restored. */
export async function markDeleted(sql: Queryable, contactIds: string[], now: Date): Promise<void> {
  await sql`update contacts set deleted_at = ${now} where id = any(${contactIds}::uuid[])`;
}

export async function markRestored(sql: Queryable, contactId: string): Promise<void> {
  await sql`update contacts set deleted_at = null where id = ${contactId}`;
}

/** HubSpot holds the properties of these replies: an older one does not overwrite them. */
export async function recordWrittenReplies(sql: Queryable, messageIds: string[]): Promise<void> {
  await sql`
    update contacts c set written_received_at = greatest(c.written_received_at, m.occurred_at)
    from messages m where m.id = any(${messageIds}::uuid[]) and c.id = m.contact_id`;
}

/** The status as it is now, unchanged by others until the transaction ends. */
export async function lockOutreachStatus(sql: Queryable, contactId: string): Promise<OutreachStatus | null> {
  const [row] = await sql<{ status: OutreachStatus }[]>`
    select outreach_status as status from contacts where id = ${contactId} for no key update`;
  return row?.status ?? null;
}

export type ContactRow = {
  id: string;
  portal_id: number;
  hubspot_id: string;
  name: string;
  addresses: string[];
  dead_addresses: string[];
  owner_id: string | null;
  owner_address: string | null;
  outreach_status: OutreachStatus;
  status_changed_at: Date | null;
  reply_count: number;
  last_received_at: Date | null;
  written_received_at: Date | null;
  deleted_at: Date | null;
  is_test: boolean;
};

export const toContact = (row: ContactRow): Contact => ({
  id: row.id,
  portalId: row.portal_id,
  hubspotId: row.hubspot_id,
  name: row.name,
  addresses: row.addresses,
  deadAddresses: row.dead_addresses,
  ownerId: row.owner_id,
  ownerAddress: row.owner_address,
  outreachStatus: row.outreach_status,
  statusChangedAt: row.status_changed_at,
  replyCount: row.reply_count,
  lastReceivedAt: row.last_received_at,
  writtenReceivedAt: row.written_received_at,
  deletedAt: row.deleted_at,
  isTest: row.is_test,
});
