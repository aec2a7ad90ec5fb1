import { nextMidnight, stopPortal, takeRequest } from '../portals/request-budget.ts';
import type { HubSpotRequest } from './client.ts';
import { HubSpotError } from './errors.ts';
import { type AccessTokenDependencies, accessToken } from './oauth/tokens.ts';

/** HubSpot for one portal: its token, its request budget. */
export type PortalClient = {
  portalId: number;
  /**
   * Waits for its turn in the portal's budget. Throws HubSpotError, PortalStoppedError, PortalDisconnectedError or
   * OAuthConfigurationError.
   */
  request<Body>(request: HubSpotRequest<Body>): Promise<Body>;
};

/** `wait`: how a turn in the portal's budget is waited for, on a timer unless given. */
export function createPortalClient(
  { wait, ...dependencies }: AccessTokenDependencies & { wait?: (ms: number) => Promise<unknown> },
  portalId: number,
): PortalClient {
  const { sql, client, now } = dependencies;

  const send = async <Body>(request: HubSpotRequest<Body>, token: string): Promise<Body> => {
    await takeRequest(sql, portalId, now(), wait);
    try {
      return await client.request({ ...request, accessToken: token });
    } catch (error) {
      if (error instanceof HubSpotError) await stopWhereAsked(error);
      throw error;
    }
  };

  /** A limit holds for the whole portal, so all processes stop, not only this call. */
  const stopWhereAsked = async ({ outcome, retryAfterMs }: HubSpotError): Promise<void> => {
    if (outcome === 'daily') await stopPortal(sql, portalId, await nextMidnight(sql, portalId, now()));
    else if ((outcome === 'limited' || outcome === 'migrating') && retryAfterMs) {
      await stopPortal(sql, portalId, new Date(now().getTime() + retryAfterMs));
    }
  };

  return {
    portalId,
    async request(request) {
      const token = await accessToken(dependencies, portalId);
      try {
        return await send(request, token);
      } catch (error) {
        if (!(error instanceof HubSpotError && error.outcome === 'revoked')) throw error;
        // The token died early, e.g. its app was uninstalled: one refresh tells which.
        return await send(request, await accessToken(dependencies, portalId, { refused: token }));
      }
    },
  };
}
