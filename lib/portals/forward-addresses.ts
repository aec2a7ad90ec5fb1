import { createHash } from 'node:crypto';
import type { Queryable, Sql } from '../database/types.ts';
import { recordAudit } from './audit.ts';
import type { Author } from './author.ts';

/** Whose custom forward address: one user's, or the whole portal's. */
export type ForwardAddressOwner = { portalId: number; userId: string | null };

export type ForwardAddress = { address: string; requestedAt: Date; confirmedAt: Date | null };

export const CONFIRMATION_HOURS = 72;

export async function readForwardAddress(
  sql: Queryable,
  { portalId, userId }: ForwardAddressOwner,
): Promise<ForwardAddress | null> {
  const [row] = await sql<ForwardAddress[]>`
    select address, requested_at as "requestedAt", confirmed_at as "confirmedAt"
    from forward_addresses where portal_id = ${portalId} and user_id = ${userId ?? ''}`;
  return row ?? null;
}

/**
 * Records that an address was asked whether it wants the forwards: it counts once the link in that mail was opened, and
 * the latest request is the only one that can be confirmed. Returns what the link names.
 */
export async function recordRequest(
  sql: Queryable,
  { portalId, userId, address, by }: ForwardAddressOwner & { address: string; by: Author },
  now: Date,
): Promise<string> {
  const id = requestId({ portalId, userId }, now);
  await sql`
    insert into forward_addresses (portal_id, user_id, address, confirmation_hash, requested_by, requested_at)
    values (${portalId}, ${userId ?? ''}, ${address.toLowerCase()}, ${hash(id)}, ${sql.json(by)}, ${now})
    on conflict (portal_id, user_id) do update set
      address = excluded.address, confirmation_hash = excluded.confirmation_hash, requested_by = excluded.requested_by,
      requested_at = excluded.requested_at, confirmed_at = null`;
  const details = { scope: scopeOf(userId), address: address.toLowerCase() };
  await recordAudit(sql, { portalId, by, action: 'forward_address_asked', details }, now);
  return id;
}

/** The request that still waits for its answer. */
export async function pendingRequest(
  sql: Queryable,
  { portalId, userId }: ForwardAddressOwner,
): Promise<{ address: string; requestedAt: Date; requestedBy: Author } | null> {
  const [row] = await sql<{ address: string; requestedAt: Date; requestedBy: Author }[]>`
    select address, requested_at as "requestedAt", requested_by as "requestedBy" from forward_addresses
    where portal_id = ${portalId} and user_id = ${userId ?? ''} and confirmed_at is null`;
  return row ?? null;
}

export async function removeForwardAddress(
  sql: Queryable,
  { portalId, userId, by }: ForwardAddressOwner & { by: Author },
  now: Date,
): Promise<void> {
  const [removed] = await sql<{ address: string }[]>`
    delete from forward_addresses where portal_id = ${portalId} and user_id = ${userId ?? ''} returning address`;
  if (!removed) return;
  const details = { scope: scopeOf(userId), address: removed.address };
  await recordAudit(sql, { portalId, by, action: 'forward_address_removed', details }, now);
}

const scopeOf = (userId: string | null): 'user' | 'portal' => (userId ? 'user' : 'portal');

/** What the link of a confirmation names: whose address, and which request. */
export function requestId({ portalId, userId }: ForwardAddressOwner, requestedAt: Date): string {
  return `${portalId}-${userId ?? 'all'}-${requestedAt.getTime()}`;
}

/** The address behind a request, or null where a later request or a removal came between. */
export async function findRequest(sql: Queryable, id: string): Promise<{ address: string; confirmed: boolean } | null> {
  const [row] = await sql<{ address: string; confirmed: boolean }[]>`
    select address, confirmed_at is not null as confirmed from forward_addresses where confirmation_hash = ${hash(id)}`;
  return row ?? null;
}

/** True where the address counts from here on, or did before. */
export async function confirmForwardAddress(sql: Sql, id: string, now: Date): Promise<boolean> {
  return sql.begin(async (tx) => {
    const [confirmed] = await tx<{ portal_id: number; user_id: string; address: string }[]>`
      update forward_addresses set confirmed_at = ${now}
      where confirmation_hash = ${hash(id)} and confirmed_at is null returning portal_id, user_id, address`;
    if (!confirmed) return (await findRequest(tx, id)) !== null;
    const { portal_id: portalId, user_id: userId, address } = confirmed;
    // Whoever reads the mailbox opened the link; nobody is signed in there.
    const by = { name: '', address };
    const details = { scope: scopeOf(userId), address } as const;
    await recordAudit(tx, { portalId, by, action: 'forward_address_confirmed', details }, now);
    return true;
  });
}

const hash = (id: string): Buffer => createHash('sha256').update(id).digest();

export type ConfirmedAddresses = { user: string | null; portal: string | null };

/** The forward addresses that count for a user: their own and the portal's, each once its link was opened. */
export async function confirmedAddresses(
  sql: Queryable,
  { portalId, userId }: { portalId: number; userId: string | null },
): Promise<ConfirmedAddresses> {
  const rows = await sql<{ user_id: string; address: string }[]>`
    select user_id, address from forward_addresses
    where portal_id = ${portalId} and user_id in ('', ${userId ?? ''}) and confirmed_at is not null`;
  const of = (id: string) => rows.find((row) => row.user_id === id)?.address ?? null;
  return { user: userId ? of(userId) : null, portal: of('') };
}
