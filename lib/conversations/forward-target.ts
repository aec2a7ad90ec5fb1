import type { Queryable } from '../database/types.ts';
import type { Rep } from './reply-tokens.ts';

export type ForwardTarget = { address: string; source: 'user' | 'portal' | 'rep' | 'owner' | 'installer' };

/** Whom a reply concerns: who sent the mail it answers, the contact's owner, and who connected the portal. */
type Audience = {
  portalId: number;
  sentBy: Rep | null;
  ownerAddress: string | null;
  installerAddress: string | null;
};

/**
 * Where a reply goes: the sending user's custom address, else the portal's custom one, else the sending user's own,
 * else the contact owner's, else that of whoever connected the portal. Custom addresses count once confirmed.
 */
export async function forwardTarget(
  sql: Queryable,
  { portalId, sentBy, ownerAddress, installerAddress }: Audience,
): Promise<ForwardTarget | null> {
  const custom = await sql<{ user_id: string; address: string }[]>`
    select user_id, address from forward_addresses
    where portal_id = ${portalId} and user_id in ('', ${sentBy?.userId ?? ''}) and confirmed_at is not null`;
  const user = sentBy?.userId ? custom.find((row) => row.user_id === sentBy.userId) : undefined;
  const portal = custom.find((row) => row.user_id === '');
  if (user) return { address: user.address, source: 'user' };
  if (portal) return { address: portal.address, source: 'portal' };
  if (sentBy?.address) return { address: sentBy.address, source: 'rep' };
  if (ownerAddress) return { address: ownerAddress, source: 'owner' };
  return installerAddress ? { address: installerAddress, source: 'installer' } : null;
}

/** Every address from which the rep of a conversation may answer: all that a forward can go to. */
export async function repAddresses(
  sql: Queryable,
  { portalId, sentBy, ownerAddress, installerAddress }: Audience & { sentBy: Rep },
): Promise<string[]> {
  const custom = await sql<{ address: string }[]>`
    select address from forward_addresses
    where portal_id = ${portalId} and user_id in ('', ${sentBy.userId ?? ''}) and confirmed_at is not null`;
  const addresses = [...custom.map((row) => row.address), sentBy.address, ownerAddress, installerAddress];
  return addresses.filter((address): address is string => !!address);
}
