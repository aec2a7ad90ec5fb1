import { parseCookie } from 'cookie';
import { type Request, type Response, Router } from 'express';
import type { Logger } from 'pino';
import { errorFacts } from '../../lib/error-facts.ts';
import { homeUrl } from '../../lib/hubspot/links.ts';
import {
  beginInstall,
  continueInstall,
  InstallStateError,
  STATE_LIFETIME_MS,
} from '../../lib/hubspot/oauth/authorize.ts';
import { completeInstall, MissingScopesError } from '../../lib/hubspot/oauth/install.ts';
import { GrantRevokedError, OAuthConfigurationError } from '../../lib/hubspot/oauth/token-endpoint.ts';
import type { AccessTokenDependencies } from '../../lib/hubspot/oauth/tokens.ts';
import { takeUp } from '../../lib/jobs/leaving.ts';
import type { Queue } from '../../lib/queue.ts';
import { type InstallDetails, type InstallOutcome, installPage } from './install-pages.ts';
import { languageOf, sendPage } from './page.ts';

export type OAuthRouteOptions = AccessTokenDependencies & {
  publicUrl: string;
  hubSpotAppId: string;
  queue: Queue;
  log: Logger;
};

const COOKIE = 'reply_tracking_install';

/** `/oauth/install` begins an install, and HubSpot comes back to `/oauth/callback`. */
export function createOAuthRoutes(options: OAuthRouteOptions): Router {
  const { app, keyring, now, queue, log, publicUrl } = options;
  const router = Router();
  const isSecure = publicUrl.startsWith('https:');
  const startUrl = `${publicUrl}/oauth/install`;

  const show = (
    request: Request,
    response: Response,
    outcome: InstallOutcome,
    { status = 400, ...details }: Omit<InstallDetails, 'startUrl'> & { status?: number } = {},
  ) => {
    response.clearCookie(COOKIE, { path: '/oauth' });
    sendPage(response, { status, ...installPage(languageOf(request), outcome, { startUrl, ...details }) });
  };

  router.get('/install', (_request, response) => {
    const { url, cookie } = beginInstall(app, { keyring, now: now() });
    // Lax: the browser comes back from HubSpot by a link, and only then the cookie may go along.
    const settings = {
      httpOnly: true,
      secure: isSecure,
      sameSite: 'lax',
      path: '/oauth',
      maxAge: STATE_LIFETIME_MS,
    } as const;
    response.cookie(COOKIE, cookie, settings).set('cache-control', 'no-store').redirect(url);
  });

  router.get('/callback', async (request, response) => {
    const { code, state, error, error_description: said, returnUrl } = textQuery(request);
    if (error) return show(request, response, 'denied', { said: said ?? error });
    // HubSpot's marketplace sends people here before they consented: their install begins now.
    if (!code) return response.redirect(startUrl);
    try {
      // An install that we began needs its state. One that HubSpot's marketplace began has none, and no verifier: HubSpot
      // refuses a code of ours without it, so nobody gets around the state by leaving it out.
      const cookie = parseCookie(request.get('cookie') ?? '')[COOKIE] ?? null;
      const { verifier } = state
        ? continueInstall(app, { state, cookie }, { keyring, now: now() })
        : { verifier: null };
      const { portalId, uiDomain, isNew } = await completeInstall(options, {
        code,
        verifier,
        language: languageOf(request),
      });
      await queue.transact((tx) => takeUp(tx, portalId, now()));
      log.info({ portalId, isNew }, 'account connected');
      if (!state && returnUrl && isHubSpotPage(returnUrl)) return response.redirect(returnUrl);
      const hubSpotUrl = homeUrl({ uiDomain, portalId }, options.hubSpotAppId);
      show(request, response, isNew ? 'connected' : 'reconnected', { status: 200, hubSpotUrl });
    } catch (problem) {
      log.warn({ route: '/oauth/callback', err: errorFacts(problem) }, 'an install did not succeed');
      if (problem instanceof InstallStateError) show(request, response, 'not_begun_here');
      else if (problem instanceof GrantRevokedError) show(request, response, 'code_void');
      else if (problem instanceof MissingScopesError)
        show(request, response, 'scopes_missing', { missing: problem.scopes });
      else if (problem instanceof OAuthConfigurationError) show(request, response, 'misconfigured', { status: 500 });
      else show(request, response, 'try_again', { status: 503 });
    }
  });

  return router;
}

/** Where HubSpot's marketplace wants the browser back: only a page of its own, of any of its regions. */
function isHubSpotPage(url: string): boolean {
  return /^https:\/\/app(-[a-z0-9]{1,8})?\.hubspot\.com(\/|$)/.test(url) && URL.canParse(url);
}

/** The query's single texts: a parameter that comes twice is none. */
function textQuery(request: Request): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(request.query).filter(([, value]) => typeof value === 'string')) as Record<
    string,
    string
  >;
}
