import { randomBytes } from 'node:crypto';
import type { World } from '../api/call.ts';

const CODE_MINUTES = 10;

export class ConsentError extends Error {
  override name = 'ConsentError';
}

export type Consent = {
  clientId: string;
  redirectUri: string;
  scopes: string[];
  optionalScopes: string[];
  state: string | null;
  codeChallenge: string | null;
};

/** What an authorize URL asks for; wrong ones end in a page of HubSpot's, never at the redirect URL. */
export function readConsent(world: World, query: URLSearchParams): Consent {
  const words = (name: string) => (query.get(name) ?? '').split(/[\s,]+/).filter((word) => word !== '');
  const redirectUri = query.get('redirect_uri') ?? '';
  if (query.get('client_id') !== world.app.clientId) throw new ConsentError('This client_id belongs to no app.');
  if (!/^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1)[:/])/.test(redirectUri)) {
    throw new ConsentError('The redirect_uri has to be HTTPS, or http://localhost.');
  }
  if (world.settings.redirectUrls?.includes(redirectUri) === false) {
    throw new ConsentError('The redirect_uri is none of the redirect URLs of the app.');
  }
  if (words('scope').length === 0) throw new ConsentError('The scope is missing.');
  checkDeclared(world, words('scope'), words('optional_scope'));
  const method = query.get('code_challenge_method');
  if (query.has('code_challenge') && method !== 'S256') throw new ConsentError('code_challenge_method has to be S256.');
  return {
    clientId: world.app.clientId,
    redirectUri,
    scopes: words('scope'),
    optionalScopes: words('optional_scope'),
    state: query.get('state'),
    codeChallenge: query.get('code_challenge'),
  };
}

/** An install link has to name every required scope of the app's configuration and none that is not in it (scopes guide). */
function checkDeclared({ app }: World, scopes: string[], optionalScopes: string[]): void {
  if (!app.declaredScopes) return;
  const { required, optional } = app.declaredScopes;
  const left = required.filter((scope) => !scopes.includes(scope));
  const unknown = [...scopes, ...optionalScopes].filter((scope) => ![...required, ...optional].includes(scope));
  if (left.length > 0) throw new ConsentError(`The install link lacks required scopes of the app: ${left.join(', ')}.`);
  if (unknown.length > 0)
    throw new ConsentError(`The app's configuration does not have the scopes ${unknown.join(', ')}.`);
}

/** The user says yes: where the browser goes next, with a code. Optional scopes that the account cannot give are left out. */
export function giveConsent(world: World, consent: Consent, portalId: number, userId?: number): string {
  const portal = world.state.portals.get(String(portalId));
  if (!portal) throw new ConsentError(`There is no account ${portalId}.`);
  const missing = consent.scopes.filter((scope) => !portal.grantableScopes.includes(scope));
  if (missing.length > 0) throw new ConsentError(`This account cannot give the scopes ${missing.join(', ')}.`);
  const optional = consent.optionalScopes.filter((scope) => portal.grantableScopes.includes(scope));
  const code = randomBytes(16).toString('hex');
  world.state.codes.put(code, {
    code,
    portalId,
    userId: userId ?? portal.users[0]?.id ?? 0,
    redirectUri: consent.redirectUri,
    scopes: [...new Set([...consent.scopes, ...optional])],
    codeChallenge: consent.codeChallenge,
    expiresAt: new Date(world.clock.now().getTime() + CODE_MINUTES * 60_000).toISOString(),
  });
  return redirect(consent, { code });
}

/** The user says no. */
export const refuseConsent = (consent: Consent) => redirect(consent, { error: 'access_denied' });

function redirect(consent: Consent, answer: Record<string, string>): string {
  const target = new URL(consent.redirectUri);
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value);
  if (consent.state !== null) target.searchParams.set('state', consent.state);
  return target.toString();
}
