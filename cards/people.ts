import { LRUCache } from 'lru-cache';
import { errorFacts } from '../lib/error-facts.ts';
import { findOwnerOfUser } from '../lib/hubspot/owners.ts';
import type { PortalClient } from '../lib/hubspot/portal-client.ts';
import { refreshReps } from '../lib/hubspot/rep-directory.ts';
import type { Author } from '../lib/portals/author.ts';
import type { Caller } from './caller.ts';
import type { CardDependencies } from './dependencies.ts';

/** A user of HubSpot by name, and as the owner that records carry. */
export type Colleague = { userId: string; ownerId: string | null; name: string; address: string };

export type People = (caller: Caller) => Promise<Colleague>;

const REMEMBERED_MS = 10 * 60_000;
const MOST = 1_000;

/** HubSpot signs id and address of who asks, not the name: that is the owner's, asked for once in ten minutes. */
export function createPeople(portalClient: (portalId: number) => PortalClient, now: () => Date): People {
  const known = new LRUCache<string, Colleague>({
    max: MOST,
    ttl: REMEMBERED_MS,
    perf: { now: () => now().getTime() },
  });
  return async ({ portal, userId, userAddress }) => {
    const key = `${portal.portalId}/${userId}/${userAddress}`;
    const found = known.get(key);
    if (found) return found;
    // A name is a nicety: without HubSpot the address stands for it.
    const owner = await findOwnerOfUser(portalClient(portal.portalId), userId).catch(() => null);
    const name = owner?.name || userAddress;
    const colleague = { userId, ownerId: owner?.id ?? null, name, address: userAddress };
    if (owner) known.set(key, colleague);
    return colleague;
  };
}

/** As the author of an entry. */
export const author = ({ userId, name, address }: Colleague): Author => ({ userId, name, address });

/** Names and teams as HubSpot has them now; where it cannot be asked, those of before stay. */
export async function rememberReps(
  { sql, portalClient, now, log }: Pick<CardDependencies, 'sql' | 'portalClient' | 'now' | 'log'>,
  portalId: number,
): Promise<void> {
  await refreshReps(sql, { portalId, client: portalClient(portalId) }, now()).catch((error: unknown) =>
    log.info({ portalId, err: errorFacts(error) }, 'names and teams are those of before'),
  );
}
