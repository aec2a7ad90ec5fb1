import { z } from 'zod';
import { HubSpotError } from './errors.ts';
import type { PortalClient } from './portal-client.ts';
import { API_VERSION } from './version.ts';

/** A user of the portal as owner of records. `id` is the owner's, which records carry; cards name the user's. */
export type Owner = {
  id: string;
  userId: string | null;
  address: string | null;
  name: string;
  /** Names, the main team first. */
  teams: string[];
};

const ownerResponse = z.object({
  id: z.string(),
  email: z.string().nullish(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  userId: z.number().nullish(),
  userIdIncludingInactive: z.number().nullish(),
  teams: z.array(z.object({ name: z.string(), primary: z.boolean() })).nullish(),
});
const ownerPage = z.object({
  results: z.array(ownerResponse),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});

const PATH = `/crm/owners/${API_VERSION}`;

/** Null where the owner was removed for good. Throws HubSpotError. */
export async function readOwner(client: PortalClient, ownerId: string): Promise<Owner | null> {
  try {
    const path = `${PATH}/${encodeURIComponent(ownerId)}`;
    return toOwner(await client.request({ method: 'GET', path, query: { idProperty: 'id' }, response: ownerResponse }));
  } catch (error) {
    if (error instanceof HubSpotError && error.status === 404) return null;
    throw error;
  }
}

/** The owner that a user is, or null. Throws HubSpotError. */
export async function findOwnerOfUser(client: PortalClient, userId: string): Promise<Owner | null> {
  try {
    const path = `${PATH}/${encodeURIComponent(userId)}`;
    return toOwner(
      await client.request({ method: 'GET', path, query: { idProperty: 'userId' }, response: ownerResponse }),
    );
  } catch (error) {
    if (error instanceof HubSpotError && error.status === 404) return null;
    throw error;
  }
}

/** All active owners, for a choice in the settings. Throws HubSpotError. */
export async function listOwners(client: PortalClient): Promise<Owner[]> {
  const owners: Owner[] = [];
  let after: string | undefined;
  do {
    const query = { limit: '100', ...(after && { after }) };
    const page = await client.request({ method: 'GET', path: PATH, query, response: ownerPage });
    owners.push(...page.results.map(toOwner));
    after = page.paging?.next?.after;
  } while (after);
  return owners;
}

function toOwner({
  id,
  email,
  firstName,
  lastName,
  userId,
  userIdIncludingInactive,
  teams,
}: z.infer<typeof ownerResponse>): Owner {
  const user = userId ?? userIdIncludingInactive;
  return {
    id,
    userId: user ? String(user) : null,
    address: email?.toLowerCase() || null,
    name: `${firstName ?? ''} ${lastName ?? ''}`.trim(),
    teams: (teams ?? []).toSorted((a, b) => Number(b.primary) - Number(a.primary)).map((team) => team.name),
  };
}
