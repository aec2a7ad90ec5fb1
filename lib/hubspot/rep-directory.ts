import type { Queryable } from '../database/types.ts';
import { ownersReadAt, recordOwners } from '../portals/rep-addresses.ts';
import { listOwners, type Owner } from './owners.ts';
import type { PortalClient } from './portal-client.ts';

/** Somebody new who answers is known after this time at the latest. */
const FRESH_MS = 60_000;

/** Reads the portal's owners anew where that is due. Throws HubSpotError. */
export async function refreshReps(
  sql: Queryable,
  { portalId, client }: { portalId: number; client: PortalClient },
  now: Date,
): Promise<boolean> {
  const readAt = await ownersReadAt(sql, portalId);
  if (readAt && now.getTime() - readAt.getTime() < FRESH_MS) return false;
  await keepOwners(sql, { portalId, owners: await listOwners(client) }, now);
  return true;
}

/** Keeps what HubSpot has just said of a portal's owners. */
export function keepOwners(
  sql: Queryable,
  { portalId, owners }: { portalId: number; owners: Owner[] },
  now: Date,
): Promise<void> {
  const reps = owners.flatMap(({ id, userId, name, address, teams }) =>
    address ? [{ ownerId: id, userId, name, address, teams }] : [],
  );
  return recordOwners(sql, { portalId, owners: reps }, now);
}
