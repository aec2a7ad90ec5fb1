import { z } from 'zod';
import type { HubSpotClient } from '../client.ts';
import { HubSpotError } from '../errors.ts';
import { API_VERSION } from '../version.ts';
import type { OAuthApp } from './app.ts';

const TOKEN_PATH = `/oauth/${API_VERSION}/token`;

const tokenResponse = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  /** Seconds; 1800 today. */
  expires_in: z.number().positive(),
  hub_id: z.number().int().optional(),
  scopes: z.array(z.string()).optional(),
});
export type TokenResponse = z.infer<typeof tokenResponse>;

const introspection = z.object({
  active: z.boolean(),
  hub_id: z.number().int().optional(),
  app_id: z.union([z.string(), z.number()]).transform(String).optional(),
  user: z.string().optional(),
  user_id: z.union([z.string(), z.number()]).transform(String).optional(),
  scopes: z.array(z.string()).optional(),
});
export type Introspection = z.infer<typeof introspection>;

/** HubSpot does not accept the app itself. No portal is to blame and none is disconnected. */
export class OAuthConfigurationError extends Error {
  constructor(category: string) {
    super(
      `HubSpot refuses the app's credentials (${category}). Check HUBSPOT_CLIENT_ID, HUBSPOT_CLIENT_SECRET and PUBLIC_URL against the app's page in HubSpot.`,
    );
    this.name = 'OAuthConfigurationError';
  }
}

/** The portal took the app's access away, or the code or refresh token is void. */
export class GrantRevokedError extends Error {
  constructor(category: string) {
    super(`HubSpot has withdrawn the app's access (${category}). Connect the app again from its install link.`);
    this.name = 'GrantRevokedError';
  }
}

export function exchangeCode(
  client: HubSpotClient,
  app: OAuthApp,
  { code, verifier }: { code: string; verifier: string | null },
): Promise<TokenResponse> {
  const grant = { grant_type: 'authorization_code', code, redirect_uri: app.redirectUri };
  return requestTokens(client, app, { ...grant, ...(verifier !== null && { code_verifier: verifier }) });
}

export function refresh(client: HubSpotClient, app: OAuthApp, refreshToken: string): Promise<TokenResponse> {
  return requestTokens(client, app, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

const appToken = z.object({ access_token: z.string().min(1) });

/** A token of the app itself, which speaks for no portal. Throws OAuthConfigurationError where it may not have one. */
export async function requestAppToken(client: HubSpotClient, app: OAuthApp, scopes: string[]): Promise<string> {
  const grant = { grant_type: 'client_credentials', scope: scopes.join(' ') };
  try {
    return (await client.request({ ...post(TOKEN_PATH, app, grant), response: appToken })).access_token;
  } catch (error) {
    throw classify(error);
  }
}

/** Who a token speaks for. */
export async function introspect(client: HubSpotClient, app: OAuthApp, accessToken: string): Promise<Introspection> {
  const form = { token: accessToken, token_type_hint: 'access_token' };
  return client.request({ ...post(`${TOKEN_PATH}/introspect`, app, form), response: introspection });
}

/** Ends the grant. An access token already given out lives on until it expires. */
export async function revoke(client: HubSpotClient, app: OAuthApp, refreshToken: string): Promise<void> {
  const form = { token: refreshToken, token_type_hint: 'refresh_token' };
  await client.request({ ...post(`${TOKEN_PATH}/revoke`, app, form), response: z.unknown() });
}

async function requestTokens(
  client: HubSpotClient,
  app: OAuthApp,
  grant: Record<string, string>,
): Promise<TokenResponse> {
  try {
    return await client.request({ ...post(TOKEN_PATH, app, grant), response: tokenResponse });
  } catch (error) {
    throw classify(error);
  }
}

function post(path: string, { clientId, clientSecret }: OAuthApp, form: Record<string, string>) {
  const body = new URLSearchParams({ ...form, client_id: clientId, client_secret: clientSecret });
  return { method: 'POST', path, body } as const;
}

// Both spellings occur: OAuth's own codes (RFC 6749, 5.2) and HubSpot's.
const REVOKED = new Set(['invalid_grant', 'bad_refresh_token', 'bad_auth_code', 'access_denied', 'bad_hub']);

/** 423, 429, 477, 5xx and silence stay HubSpotErrors: the same call may succeed later. */
function classify(error: unknown): unknown {
  if (!(error instanceof HubSpotError)) return error;
  const category = error.category;
  if (REVOKED.has(category.toLowerCase())) return new GrantRevokedError(category);
  const refused = error.outcome === 'rejected' || error.outcome === 'revoked' || error.outcome === 'missing_scope';
  return refused ? new OAuthConfigurationError(category) : error;
}
