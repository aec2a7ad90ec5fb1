import type { World } from './api/call.ts';
import { groupOf } from './crm/property-catalogue.ts';
import { groupKey } from './crm/property-groups.ts';
import { createRecord } from './crm/records.ts';
import { type Portal, RECORD_TYPES } from './model.ts';
import { PLANS, SEED } from './seed.ts';
import type { State } from './state.ts';

export type PortalOptions = { id?: number; contacts?: boolean } & Partial<
  Pick<Portal, 'name' | 'plan' | 'timeZone' | 'language' | 'users' | 'owners' | 'grantableScopes' | 'inbox'>
>;

/** Adds an account with HubSpot's own property groups, the seeded people and, unless told otherwise, contacts. */
export function addPortal(world: World, { contacts = true, ...given }: PortalOptions = {}): Portal {
  const plan = given.plan ?? 'pro';
  const { scopes } = PLANS[plan];
  const portal: Portal = {
    // A person of one account may change: each has people of its own.
    ...structuredClone(SEED.portal),
    ...given,
    plan,
    grantableScopes: (given.grantableScopes ?? scopes).filter((scope) => scopes.includes(scope)),
    id: given.id ?? SEED.portal.id,
    installedScopes: null,
    requiredProperties: [],
    inbox: given.inbox ?? { connected: true, neverLog: [] },
  };
  world.state.portals.put(String(portal.id), portal);
  for (const objectType of RECORD_TYPES) {
    const name = groupOf(objectType);
    const group = { name, label: name, displayOrder: 0, archived: false };
    world.state.groups.put(groupKey(portal.id, objectType, name), group);
  }
  if (contacts) {
    const source = { changeSource: 'IMPORT', sourceId: 'seed' } as const;
    for (const values of SEED.contacts)
      createRecord(world, portal.id, 'contacts', values, [], source, { silent: true });
  }
  return portal;
}

export function requirePortal(state: State, portalId: number): Portal {
  const portal = state.portals.get(String(portalId));
  if (!portal) throw new Error(`The HubSpot stand-in has no account ${portalId}.`);
  return portal;
}
