import { setTimeout as delay } from 'node:timers/promises';
import type { Sql } from '../../database/types.ts';
import type { Keyring } from '../../keyring.ts';
import {
  endRefreshLease,
  leaseRefresh,
  readTokens,
  type StoredTokens,
  swapTokens,
} from '../../portals/access-tokens.ts';
import { endConnection } from '../../portals/portals.ts';
import type { HubSpotClient } from '../client.ts';
import { HubSpotError } from '../errors.ts';
import type { OAuthApp } from './app.ts';
import { GrantRevokedError, refresh } from './token-endpoint.ts';

// A token lives 30 minutes; certification counts calls with an expired one as errors.
const REFRESH_BEFORE_MS = 5 * 60_000;
// When HubSpot's token endpoint fails, a token with this much left still serves.
const STILL_GOOD_MS = 60_000;
// Longer than the HTTP timeout of the refresh itself.
const LEASE_MS = 30_000;
const LOOK_AGAIN_MS = 100;

/** Nothing can be called for this portal until somebody connects the app again. */
export class PortalDisconnectedError extends Error {
  constructor(portalId: number) {
    super(`HubSpot account ${portalId} is not connected. Connect the app again from its install link.`);
    this.name = 'PortalDisconnectedError';
  }
}

export type AccessTokenDependencies = {
  sql: Sql;
  client: HubSpotClient;
  app: OAuthApp;
  keyring: Keyring;
  now: () => Date;
};

/**
 * A token that is good for a while yet. However many processes ask at once, one of them refreshes: a lease on the
 * row says which, the tokens' version says whether its result still counts, and the others read again.
 * `refused`: a token that HubSpot answered 401 to; a newer one is wanted.
 * Throws PortalDisconnectedError, OAuthConfigurationError or HubSpotError.
 */
export async function accessToken(
  dependencies: AccessTokenDependencies,
  portalId: number,
  { refused = null }: { refused?: string | null } = {},
): Promise<string> {
  const { sql, keyring, now } = dependencies;
  for (;;) {
    const stored = await readTokens(sql, portalId, keyring);
    if (!stored) throw new PortalDisconnectedError(portalId);
    const { tokens, expireAt, version } = stored;
    if (tokens.accessToken !== refused && expireAt.getTime() - now().getTime() > REFRESH_BEFORE_MS)
      return tokens.accessToken;
    if (await leaseRefresh(sql, portalId, version, LEASE_MS)) {
      const token = await refreshOnce(dependencies, portalId, stored, refused);
      if (token) return token;
    }
    await delay(LOOK_AGAIN_MS);
  }
}

/** Null: somebody else stored newer tokens meanwhile, read again. */
async function refreshOnce(
  { sql, client, app, keyring, now }: AccessTokenDependencies,
  portalId: number,
  { tokens, version, expireAt }: StoredTokens,
  refused: string | null,
): Promise<string | null> {
  try {
    const response = await refresh(client, app, tokens.refreshToken);
    const next = {
      tokens: { accessToken: response.access_token, refreshToken: response.refresh_token },
      expireAt: new Date(now().getTime() + response.expires_in * 1000),
      scopes: response.scopes ?? null,
      version,
    };
    return (await swapTokens(sql, portalId, next, { keyring, now: now() })) ? next.tokens.accessToken : null;
  } catch (error) {
    if (error instanceof GrantRevokedError) {
      const end = { state: 'disconnected', reason: 'access_withdrawn', now: now(), tokensVersion: version } as const;
      const ended = await endConnection(sql, portalId, end);
      if (ended) throw new PortalDisconnectedError(portalId);
      return null;
    }
    await endRefreshLease(sql, portalId, version);
    const stillGood = tokens.accessToken !== refused && expireAt.getTime() - now().getTime() > STILL_GOOD_MS;
    if (error instanceof HubSpotError && stillGood) return tokens.accessToken;
    throw error;
  }
}
