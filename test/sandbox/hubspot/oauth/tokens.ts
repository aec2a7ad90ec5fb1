import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../clock/clock.ts';
import { unauthenticated } from '../api/refusal.ts';
import type { State, Token } from '../state.ts';

const ACCESS_TOKEN_SECONDS = 1800;

export type TokenGrant = {
  token_type: 'bearer';
  access_token: string;
  refresh_token: string;
  expires_in: number;
  hub_id: number;
  user_id: number;
  scopes: string[];
};

/** Our app's access for a portal. A portal has one refresh token, however often it is connected. */
export function grantTokens(
  state: State,
  clock: Clock,
  portalId: number,
  userId: number,
  scopes: string[],
): TokenGrant {
  const portal = state.portals.get(String(portalId));
  if (portal) state.portals.put(String(portalId), { ...portal, installedScopes: scopes });
  const known = state.tokens
    .values()
    .find(
      (token) => token.kind === 'refresh' && token.client === 'app' && token.portalId === portalId && !token.revoked,
    );
  const base = { client: 'app', portalId, userId, scopes, revoked: false } as const;
  const refresh: Token = { ...base, value: known?.value ?? secret('refresh'), kind: 'refresh', expiresAt: null };
  const expiresAt = new Date(clock.now().getTime() + ACCESS_TOKEN_SECONDS * 1000).toISOString();
  const access: Token = { ...base, value: secret('access'), kind: 'access', expiresAt };
  state.tokens.put(refresh.value, refresh);
  state.tokens.put(access.value, access);
  return {
    token_type: 'bearer',
    access_token: access.value,
    refresh_token: refresh.value,
    expires_in: ACCESS_TOKEN_SECONDS,
    hub_id: portalId,
    user_id: userId,
    scopes,
  };
}

/** The app's own token by client credentials. */
export function grantJournalToken(state: State, clock: Clock, scopes: string[]) {
  const value = secret('access');
  const expiresAt = new Date(clock.now().getTime() + ACCESS_TOKEN_SECONDS * 1000).toISOString();
  const owner = { client: 'journal', portalId: 0, userId: 0 } as const;
  state.tokens.put(value, { ...owner, value, kind: 'access', scopes, expiresAt, revoked: false });
  return { token_type: 'bearer', access_token: value, expires_in: ACCESS_TOKEN_SECONDS, scopes };
}

/** Everything the app holds of a portal dies; HubSpot tells nobody, and only its journal has a word of it. */
export function endGrant(state: State, clock: Clock, portalId: number): void {
  for (const token of state.tokens.values()) {
    if (token.portalId === portalId && token.client === 'app')
      state.tokens.put(token.value, { ...token, revoked: true });
  }
  const portal = state.portals.get(String(portalId));
  if (portal) state.portals.put(String(portalId), { ...portal, installedScopes: null });
  writeJournal(state, clock, 'APP_UNINSTALL', portalId);
}

const EVENT_TYPES = { APP_INSTALL: '4-1909196', APP_UNINSTALL: '4-1916193' } as const;

/** The journal holds what the app has subscribed to before it happened. */
function writeJournal(state: State, clock: Clock, action: keyof typeof EVENT_TYPES, portalId: number): void {
  const wanted = state.journalSubscriptions.values().some(({ eventTypeId }) => eventTypeId === EVENT_TYPES[action]);
  if (!wanted) return;
  const offset = randomUUID();
  state.journal.put(offset, { offset, action, portalId, at: clock.now().toISOString() });
}

/** A token that an admin makes for a script of his own: it does not expire. */
export function grantPrivateToken(state: State, portalId: number, userId: number, scopes: string[]): string {
  const value = `pat-na1-${secret('private')}`;
  state.tokens.put(value, {
    value,
    kind: 'access',
    client: 'private',
    portalId,
    userId,
    scopes,
    expiresAt: null,
    revoked: false,
  });
  return value;
}

/** The live token of an Authorization header, or HubSpot's 401. */
export function authenticate(state: State, clock: Clock, authorization: string | undefined): Token {
  const value = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  const token = value ? state.tokens.get(value) : undefined;
  if (token?.kind !== 'access') {
    throw unauthenticated(
      'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
    );
  }
  if (token.revoked) throw unauthenticated('The OAuth token used to make this call is no longer valid.');
  if (token.expiresAt && new Date(token.expiresAt) <= clock.now()) {
    throw unauthenticated(
      `The OAuth token used to make this call expired at ${token.expiresAt}.`,
      'EXPIRED_AUTHENTICATION',
    );
  }
  return token;
}

/** Access tokens of HubSpot are long and grow; 512 characters is what its guide tells apps to allow for. */
const secret = (kind: string) => `${kind}-${randomBytes(kind === 'access' ? 192 : 24).toString('base64url')}`;
