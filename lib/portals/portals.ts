import type { Queryable } from '../database/types.ts';
import type { Keyring } from '../keyring.ts';
import { sealTokens, type Tokens } from './access-tokens.ts';
import { type PortalSettings, portalSettings, readSettings } from './settings.ts';

/**
 * One HubSpot portal. The table `portals` is written here, by its access tokens and by the request budget, each its
 * own columns.
 */
export type Portal = {
  portalId: number;
  state: 'connected' | 'disconnected' | 'uninstalled';
  /** Why it is not connected. */
  stateReason: DisconnectionReason | null;
  scopes: string[];
  settings: PortalSettings;
  /** IANA name, e.g. America/Sao_Paulo. */
  timeZone: string;
  /** Host of HubSpot's pages for this portal, e.g. app-eu1.hubspot.com. */
  uiDomain: string;
  /** Address of the person who connected the app. */
  installerAddress: string | null;
  propertiesCheckedAt: Date | null;
  /** Names of ours that the portal uses for properties of its own. */
  propertyConflicts: string[];
  /** Names of ours that the portal has no room for. */
  propertiesMissing: string[];
  stoppedUntil: Date | null;
  /** Since when the operator lets nothing be mailed or written for it. */
  pausedAt: Date | null;
  /** When somebody opened a card of ours on a record for the first time. */
  cardSeenAt: Date | null;
  /** When an admin put the list of the first run away. */
  firstRunDismissedAt: Date | null;
  /** Since when it is not connected; null while it is. */
  leftAt: Date | null;
  createdAt: Date;
};

/** The app was taken out of the portal, or HubSpot withdrew the grant. */
export type DisconnectionReason = 'uninstalled' | 'access_withdrawn';

/** No row: the app was never installed in this portal. */
export class UnknownPortalError extends Error {
  constructor(portalId: number) {
    super(`HubSpot account ${portalId} has not installed the app. Install it from the app's install link.`);
    this.name = 'UnknownPortalError';
  }
}

export type NewConnection = {
  portalId: number;
  tokens: Tokens;
  expireAt: Date;
  scopes: string[];
  timeZone: string;
  uiDomain: string;
  installerAddress: string | null;
  /** Taken at the first connection only: a person's later choice stays. */
  firstSettings: Partial<PortalSettings>;
};

/** Connects a portal, for the first time or again. `isNew`: its row did not exist. */
export async function connectPortal(
  sql: Queryable,
  connection: NewConnection,
  { keyring, now }: { keyring: Keyring; now: Date },
): Promise<{ isNew: boolean }> {
  const sealed = sealTokens(connection.tokens, keyring);
  const { portalId, expireAt, scopes, timeZone, uiDomain, installerAddress } = connection;
  const [row] = await sql<{ is_new: boolean }[]>`
    insert into portals (portal_id, access_tokens, access_tokens_key_id, access_tokens_version, access_tokens_expire_at, scopes, settings, time_zone,
      ui_domain, installer_address, connected_at, created_at, updated_at)
    values (${portalId}, ${sealed.bytes}, ${sealed.keyId}, 1, ${expireAt}, ${scopes},
      ${sql.json(portalSettings.parse(connection.firstSettings))}, ${timeZone}, ${uiDomain}, ${installerAddress}, ${now}, ${now}, ${now})
    on conflict (portal_id) do update set
      state = 'connected', state_reason = null, left_at = null, connected_at = excluded.connected_at, access_tokens = excluded.access_tokens, access_tokens_key_id = excluded.access_tokens_key_id,
      access_tokens_version = portals.access_tokens_version + 1, access_tokens_expire_at = excluded.access_tokens_expire_at,
      refresh_lease_until = null, scopes = excluded.scopes, time_zone = excluded.time_zone,
      ui_domain = excluded.ui_domain, installer_address = excluded.installer_address,
      stopped_until = null, updated_at = excluded.updated_at
    returning (xmax = 0) as is_new`;
  return { isNew: row?.is_new ?? false };
}

export async function findPortal(sql: Queryable, portalId: number): Promise<Portal | null> {
  const [row] = await sql<PortalRow[]>`select * from portals where portal_id = ${portalId}`;
  return row ? toPortal(row) : null;
}

/** Throws UnknownPortalError. */
export async function readPortal(sql: Queryable, portalId: number): Promise<Portal> {
  const portal = await findPortal(sql, portalId);
  if (!portal) throw new UnknownPortalError(portalId);
  return portal;
}

/** Those of these ids that are portals of ours. */
export async function portalsAmong(sql: Queryable, ids: number[]): Promise<Set<number>> {
  const rows = await sql<{ id: number }[]>`select portal_id as id from portals where portal_id = any(${ids}::bigint[])`;
  return new Set(rows.map(({ id }) => id));
}

export async function listPortals(sql: Queryable): Promise<Portal[]> {
  return (await sql<PortalRow[]>`select * from portals order by portal_id`).map(toPortal);
}

/** What holds now, kept from changing until the transaction ends. */
export async function lockSettings(sql: Queryable, portalId: number): Promise<PortalSettings> {
  const [row] = await sql<
    { settings: unknown }[]
  >`select settings from portals where portal_id = ${portalId} for update`;
  if (!row) throw new UnknownPortalError(portalId);
  return readSettings(row.settings);
}

/** Merges the changes into the stored settings and returns what holds now. The changes are checked before. */
export async function changeSettings(
  sql: Queryable,
  portalId: number,
  changes: Partial<PortalSettings>,
  now: Date,
): Promise<PortalSettings> {
  const valid = portalSettings.partial().parse(changes);
  const given = Object.fromEntries(Object.keys(changes).map((name) => [name, valid[name as keyof PortalSettings]]));
  const [row] = await sql<{ settings: unknown }[]>`
    update portals set settings = settings || ${sql.json(given as never)}, updated_at = ${now}
    where portal_id = ${portalId} returning settings`;
  if (!row) throw new UnknownPortalError(portalId);
  return readSettings(row.settings);
}

/**
 * The tokens die with it: nothing may be called on behalf of a portal that has gone. `tokensVersion`, `before`: only
 * where nobody has connected it anew since.
 */
export async function endConnection(
  sql: Queryable,
  portalId: number,
  {
    state,
    reason,
    now,
    tokensVersion = null,
    before = null,
  }: {
    state: 'disconnected' | 'uninstalled';
    reason: DisconnectionReason;
    now: Date;
    tokensVersion?: number | null;
    before?: Date | null;
  },
): Promise<boolean> {
  const ended = await sql`
    update portals set state = ${state}, state_reason = ${reason}, left_at = coalesce(left_at, ${now}), access_tokens = null, access_tokens_key_id = null,
      access_tokens_expire_at = null, refresh_lease_until = null, access_tokens_version = access_tokens_version + 1, updated_at = ${now}
    where portal_id = ${portalId} and (${tokensVersion}::integer is null or access_tokens_version = ${tokensVersion})
      and (${before}::timestamptz is null or coalesce(connected_at, created_at) < ${before})`;
  return ended.count > 0;
}

/**
 * How long a portal that left is still served: its reps' forwards go on, then its mail is only kept, then all is erased.
 * Long enough to come back after an uninstall by mistake.
 */
const FORWARDS_DAYS = 7;
export const KEPT_DAYS = 30;

export type Leaving = { forwardsUntil: Date; erasedAt: Date };

/** What happens when to a portal that left; null for a connected one. */
export function leavingOf({ leftAt }: Pick<Portal, 'leftAt'>): Leaving | null {
  if (!leftAt) return null;
  const after = (days: number) => new Date(leftAt.getTime() + days * 86_400_000);
  return { forwardsUntil: after(FORWARDS_DAYS), erasedAt: after(KEPT_DAYS) };
}

/** Portals that left, the longest gone first. */
export async function portalsThatLeft(sql: Queryable): Promise<Portal[]> {
  return (await sql<PortalRow[]>`select * from portals where state <> 'connected' order by left_at`).map(toPortal);
}

/** Connected portals whose access was last proven before: HubSpot pushes nothing when somebody takes the app out. */
export async function portalsToCheck(sql: Queryable, before: Date, limit: number): Promise<number[]> {
  const rows = await sql<{ portal_id: number }[]>`
    select portal_id from portals where state = 'connected' and access_tokens_expire_at < ${before}
    order by access_tokens_expire_at limit ${limit}`;
  return rows.map((row) => row.portal_id);
}

export async function recordPropertyCheck(
  sql: Queryable,
  portalId: number,
  { conflicts, missing }: { conflicts: string[]; missing: string[] },
  now: Date,
): Promise<void> {
  await sql`
    update portals set properties_checked_at = ${now}, property_conflicts = ${conflicts}, properties_missing = ${missing}
    where portal_id = ${portalId}`;
}

/** Up to which conversation a portal's numbers are counted; null: from the first one on. */
export async function countedTo(sql: Queryable, portalId: number): Promise<string | null> {
  const [row] = await sql<{ to: string | null }[]>`
    select counted_to as to from portals where portal_id = ${portalId}`;
  return row?.to ?? null;
}

/** How far the counting has come, that it is complete, or (`to` null) that it begins anew. */
export async function recordCounted(
  sql: Queryable,
  portalId: number,
  how: { to: string | null } | { builtAt: Date },
): Promise<void> {
  if ('to' in how) await sql`update portals set counted_to = ${how.to} where portal_id = ${portalId}`;
  else await sql`update portals set counted_to = null, rollups_built_at = ${how.builtAt} where portal_id = ${portalId}`;
}

/** Portals whose numbers are not complete. */
export async function portalsToCount(sql: Queryable): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select portal_id as id from portals where rollups_built_at is null order by portal_id limit 100`;
  return rows.map(({ id }) => id);
}

/** Whether the sums of a portal's weeks are complete. */
export async function hasWeeks(sql: Queryable, portalId: number): Promise<boolean> {
  return (await sql`select 1 from portals where portal_id = ${portalId} and weeks_built_at is not null`).length > 0;
}

export async function recordWeeksBuilt(sql: Queryable, portalId: number, now: Date): Promise<void> {
  await sql`update portals set weeks_built_at = ${now} where portal_id = ${portalId}`;
}

/**
 * Portals whose days are counted and whose weeks are not, once the release that knew no weeks has surely gone: what it folded
 * after the weeks were summed would be missing in them.
 */
export async function portalsWithoutWeeks(sql: Queryable, now: Date): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select portal_id as id from portals
    where weeks_built_at is null and rollups_built_at is not null and exists (
      select 1 from migrations where name = '0059_rollup_weeks.sql' and applied_at < ${new Date(now.getTime() - 86_400_000)})
    order by portal_id limit 100`;
  return rows.map(({ id }) => id);
}

/** A card was opened on a record; the first time stays. */
export async function recordCardSeen(sql: Queryable, portalId: number, now: Date): Promise<void> {
  await sql`update portals set card_seen_at = ${now} where portal_id = ${portalId} and card_seen_at is null`;
}

export async function recordFirstRunDismissed(sql: Queryable, portalId: number, now: Date): Promise<void> {
  await sql`update portals set first_run_dismissed_at = ${now} where portal_id = ${portalId}`;
}

/** Since when the operator lets nothing leave for a portal; null: it goes on. `lib/outbox/pause.ts` wakes what waited. */
export async function recordPause(sql: Queryable, portalId: number, pausedAt: Date | null): Promise<void> {
  await sql`update portals set paused_at = ${pausedAt} where portal_id = ${portalId}`;
}

/** The portals for which nothing may leave, as a subquery. */
export const pausedPortals = (sql: Queryable) => sql`select portal_id from portals where paused_at is not null`;

export type PortalRow = {
  portal_id: number;
  state: Portal['state'];
  state_reason: DisconnectionReason | null;
  scopes: string[];
  settings: unknown;
  time_zone: string;
  ui_domain: string;
  installer_address: string | null;
  properties_checked_at: Date | null;
  property_conflicts: string[];
  properties_missing: string[];
  stopped_until: Date | null;
  paused_at: Date | null;
  card_seen_at: Date | null;
  first_run_dismissed_at: Date | null;
  left_at: Date | null;
  created_at: Date;
  updated_at: Date;
};

export function toPortal(row: PortalRow): Portal {
  return {
    portalId: row.portal_id,
    state: row.state,
    stateReason: row.state_reason,
    scopes: row.scopes,
    settings: readSettings(row.settings),
    timeZone: row.time_zone,
    uiDomain: row.ui_domain,
    installerAddress: row.installer_address,
    propertiesCheckedAt: row.properties_checked_at,
    propertyConflicts: row.property_conflicts,
    propertiesMissing: row.properties_missing,
    stoppedUntil: row.stopped_until,
    pausedAt: row.paused_at,
    cardSeenAt: row.card_seen_at,
    firstRunDismissedAt: row.first_run_dismissed_at,
    leftAt: row.state === 'connected' ? null : (row.left_at ?? row.updated_at),
    createdAt: row.created_at,
  };
}
