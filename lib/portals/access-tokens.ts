import type { Queryable } from '../database/types.ts';
import { type Keyring, open, type Sealed, seal } from '../keyring.ts';

export type Tokens = { accessToken: string; refreshToken: string };
export type StoredTokens = { tokens: Tokens; version: number; expireAt: Date };

/** How tokens are stored: encrypted, with the key's id beside them. */
export function sealTokens(tokens: Tokens, keyring: Keyring): Sealed {
  return seal(JSON.stringify(tokens), keyring);
}

export async function readTokens(sql: Queryable, portalId: number, keyring: Keyring): Promise<StoredTokens | null> {
  const [row] = await sql<
    {
      access_tokens: Buffer | null;
      access_tokens_key_id: string;
      access_tokens_version: number;
      access_tokens_expire_at: Date;
    }[]
  >`
    select access_tokens, access_tokens_key_id, access_tokens_version, access_tokens_expire_at from portals
    where portal_id = ${portalId} and state = 'connected'`;
  if (!row?.access_tokens) return null;
  const tokens = JSON.parse(
    open({ keyId: row.access_tokens_key_id, bytes: row.access_tokens }, keyring).toString(),
  ) as Tokens;
  return { tokens, version: row.access_tokens_version, expireAt: row.access_tokens_expire_at };
}

/** Stores what a refresh gave, unless somebody stored newer tokens meanwhile. */
export async function swapTokens(
  sql: Queryable,
  portalId: number,
  next: { tokens: Tokens; expireAt: Date; scopes: string[] | null; version: number },
  { keyring, now }: { keyring: Keyring; now: Date },
): Promise<boolean> {
  const sealed = sealTokens(next.tokens, keyring);
  const swapped = await sql`
    update portals set access_tokens = ${sealed.bytes}, access_tokens_key_id = ${sealed.keyId}, access_tokens_expire_at = ${next.expireAt},
      access_tokens_version = access_tokens_version + 1, refresh_lease_until = null, updated_at = ${now},
      scopes = coalesce(${next.scopes}::text[], scopes)
    where portal_id = ${portalId} and access_tokens_version = ${next.version}`;
  return swapped.count > 0;
}

/**
 * One process at a time may refresh this version of the tokens. The lease runs on the database's clock, which all share.
 */
export async function leaseRefresh(
  sql: Queryable,
  portalId: number,
  version: number,
  leaseMs: number,
): Promise<boolean> {
  const leased = await sql`
    update portals set refresh_lease_until = clock_timestamp() + ${leaseMs} * interval '1 ms'
    where portal_id = ${portalId} and access_tokens_version = ${version} and state = 'connected'
      and (refresh_lease_until is null or refresh_lease_until < clock_timestamp())`;
  return leased.count > 0;
}

export async function endRefreshLease(sql: Queryable, portalId: number, version: number): Promise<void> {
  await sql`update portals set refresh_lease_until = null where portal_id = ${portalId} and access_tokens_version = ${version}`;
}
