import type { Queryable } from '../database/types.ts';
import { domainOf, mailboxOf } from '../mail/addresses.ts';
import type { Rep } from './rep.ts';

/** The rep that one of these addresses stands for, in no order: owners of the portal in HubSpot, and what a rep vouched for. */
export async function findReps(
  sql: Queryable,
  { portalId, addresses }: { portalId: number; addresses: string[] },
): Promise<{ address: string; rep: Rep }[]> {
  if (addresses.length === 0) return [];
  return sql<{ address: string; rep: Rep }[]>`
    select address, rep from rep_addresses
    where portal_id = ${portalId} and address = any(${addresses.map(mailboxOf)})`;
}

/** An address that a rep writes from, and the names of the rep's teams in HubSpot. */
export type KnownRep = { address: string; rep: Rep; teams: string[] };

/** Whose part of a portal somebody looks at. */
export type Whose = 'mine' | 'team' | 'everyone';

/** Every rep of a portal by address, for names and teams. */
export async function listReps(sql: Queryable, portalId: number): Promise<KnownRep[]> {
  return sql<KnownRep[]>`
    select address, rep, teams from rep_addresses where portal_id = ${portalId} order by address limit 2000`;
}

/**
 * The address of who answers in the conversation `c` of a statement: whom it was handed to, else whose reply address is the
 * newest; empty where there is nobody.
 */
export const answeringRep = (sql: Queryable) => sql`
  lower(coalesce(c.handed_to->>'address', (
    select t.sent_by->>'address' from reply_tokens t
    where t.conversation_id = c.id and t.kind = 'customer' order by t.created_at desc limit 1), ''))`;

/** Where the people of a portal have their mailboxes. */
export async function repDomains(sql: Queryable, portalId: number): Promise<string[]> {
  const rows = await sql<{ address: string }[]>`
    select distinct on (split_part(address, '@', 2)) address from rep_addresses where portal_id = ${portalId}`;
  return rows.map(({ address }) => domainOf(address));
}

/** When HubSpot was asked last; null: never. */
export async function ownersReadAt(sql: Queryable, portalId: number): Promise<Date | null> {
  const [row] = await sql<{ at: Date | null }[]>`
    select max(read_at) as at from rep_addresses where portal_id = ${portalId} and source = 'hubspot'`;
  return row?.at ?? null;
}

/** HubSpot's owners as they are now: who has left is no rep any more. What a rep vouched for stays. */
export async function recordOwners(
  sql: Queryable,
  { portalId, owners }: { portalId: number; owners: (Rep & { teams?: string[] })[] },
  now: Date,
): Promise<void> {
  for (const { teams = [], ...rep } of owners) {
    await sql`
      insert into rep_addresses (portal_id, address, source, rep, teams, read_at)
      values (${portalId}, ${mailboxOf(rep.address)}, 'hubspot', ${sql.json(rep)}, ${teams}, ${now})
      on conflict (portal_id, address) do update set
        source = 'hubspot', rep = excluded.rep, teams = excluded.teams, read_at = excluded.read_at`;
  }
  await sql`delete from rep_addresses where portal_id = ${portalId} and source = 'hubspot' and read_at < ${now}`;
}

/** Somebody who gets a rep's forwards says that this address is the rep's too. It still has to be proven each time. */
export async function rememberAddress(
  sql: Queryable,
  { portalId, address, rep }: { portalId: number; address: string; rep: Rep },
  now: Date,
): Promise<void> {
  await sql`
    insert into rep_addresses (portal_id, address, source, rep, read_at)
    values (${portalId}, ${mailboxOf(address)}, 'remembered', ${sql.json(rep)}, ${now})
    on conflict (portal_id, address) do nothing`;
}
