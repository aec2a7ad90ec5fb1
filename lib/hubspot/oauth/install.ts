import type { Logger } from 'pino';
import { errorFacts } from '../../error-facts.ts';
import type { Language } from '../../language.ts';
import { connectPortal } from '../../portals/portals.ts';
import { missingScopes } from '../../portals/scopes.ts';
import { createPortalClient } from '../portal-client.ts';
import { readPortalDetails } from '../portal-details.ts';
import { ensureProperties } from '../properties.ts';
import { exchangeCode, introspect, revoke } from './token-endpoint.ts';
import type { AccessTokenDependencies } from './tokens.ts';

/** The portal granted less than the app cannot work without. Nothing was stored, the grant was given back. */
export class MissingScopesError extends Error {
  readonly scopes: string[];

  constructor(scopes: string[]) {
    super(`The account did not grant ${scopes.join(', ')}. Start again from the install link and grant them all.`);
    this.name = 'MissingScopesError';
    this.scopes = scopes;
  }
}

export type Installed = { portalId: number; uiDomain: string; isNew: boolean };

/**
 * The code of a consent becomes a connected portal: tokens, granted scopes, time zone, and the properties where HubSpot
 * lets us make them now. The person who connected may change the settings.
 * Throws MissingScopesError, GrantRevokedError (a void code), OAuthConfigurationError or HubSpotError.
 */
export async function completeInstall(
  dependencies: AccessTokenDependencies & { log: Logger },
  { code, verifier, language }: { code: string; verifier: string | null; language: Language },
): Promise<Installed> {
  const { sql, client, app, keyring, now, log } = dependencies;
  const response = await exchangeCode(client, app, { code, verifier });
  const [details, identity] = [
    await readPortalDetails(client, response.access_token),
    await introspect(client, app, response.access_token),
  ];
  const scopes = response.scopes ?? identity.scopes ?? [];
  const missing = missingScopes(scopes);
  if (missing.length > 0) {
    await revoke(client, app, response.refresh_token);
    throw new MissingScopesError(missing);
  }
  const { portalId, timeZone, uiDomain } = details;
  const connection = {
    portalId,
    tokens: { accessToken: response.access_token, refreshToken: response.refresh_token },
    expireAt: new Date(now().getTime() + response.expires_in * 1000),
    scopes,
    timeZone,
    uiDomain,
    installerAddress: identity.user?.toLowerCase() || null,
    firstSettings: { language, editors: identity.user_id ? [identity.user_id] : [] },
  };
  const { isNew } = await connectPortal(sql, connection, { keyring, now: now() });
  // The portal is connected whatever becomes of them: the sync looks again before it writes the first one.
  await ensureProperties(sql, createPortalClient(dependencies, portalId), now()).catch((error: unknown) =>
    log.warn({ portalId, err: errorFacts(error) }, 'the properties could not be made at install'),
  );
  return { portalId, uiDomain, isNew };
}
