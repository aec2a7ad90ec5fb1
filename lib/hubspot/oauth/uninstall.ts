import type { Logger } from 'pino';
import { z } from 'zod';
import { errorFacts } from '../../error-facts.ts';
import { readTokens } from '../../portals/access-tokens.ts';
import { recordAudit } from '../../portals/audit.ts';
import type { Author } from '../../portals/author.ts';
import { endConnection } from '../../portals/portals.ts';
import { HubSpotError } from '../errors.ts';
import { API_VERSION } from '../version.ts';
import { revoke } from './token-endpoint.ts';
import { type AccessTokenDependencies, accessToken, PortalDisconnectedError } from './tokens.ts';

/**
 * Takes the app out of a portal: HubSpot's own uninstall (its admins get an email), then the grant, then our tokens.
 * What still waited to be written waits on, for a reconnect or until all is erased.
 * Safe to repeat. Throws HubSpotError where HubSpot could not be asked: then nothing has changed here.
 */
export async function uninstall(
  dependencies: AccessTokenDependencies & { log: Logger },
  { portalId, by }: { portalId: number; by: Author },
): Promise<void> {
  const { sql, client, app, keyring, now, log } = dependencies;
  const stored = await readTokens(sql, portalId, keyring);
  if (stored) {
    await askHubSpot(dependencies, portalId);
    await revoke(client, app, stored.tokens.refreshToken).catch((error: unknown) =>
      log.warn({ portalId, err: errorFacts(error) }, 'the grant could not be revoked after the uninstall'),
    );
  }
  await sql.begin(async (tx) => {
    await endConnection(tx, portalId, { state: 'uninstalled', reason: 'uninstalled', now: now() });
    if (stored) await recordAudit(tx, { portalId, by, action: 'disconnected', details: {} }, now());
  });
}

async function askHubSpot(dependencies: AccessTokenDependencies, portalId: number): Promise<void> {
  const path = `/appinstalls/${API_VERSION}/external-install`;
  try {
    const token = await accessToken(dependencies, portalId);
    await dependencies.client.request({ method: 'DELETE', path, response: z.unknown(), accessToken: token });
  } catch (error) {
    // Gone on HubSpot's side already: that is what was wanted.
    const isGone = error instanceof HubSpotError && [401, 403, 404].includes(error.status);
    if (!isGone && !(error instanceof PortalDisconnectedError)) throw error;
  }
}
