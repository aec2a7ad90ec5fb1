import { createHash, timingSafeEqual } from 'node:crypto';
import type { Answer, World } from '../api/call.ts';
import { Refusal } from '../api/refusal.ts';
import type { Token } from '../state.ts';
import { grantJournalToken, grantTokens } from './tokens.ts';

/** POST /oauth/2026-09/token and its two neighbours: form-encoded, else 415. */
export function answerOAuth(
  world: World,
  action: 'token' | 'introspect' | 'revoke',
  contentType: string,
  raw: Buffer,
): Answer {
  if (!contentType.startsWith('application/x-www-form-urlencoded')) {
    throw new Refusal(415, { message: 'HTTP 415 Unsupported Media Type', category: 'VALIDATION_ERROR' });
  }
  const form = new URLSearchParams(raw.toString('utf8'));
  if (form.get('client_id') !== world.app.clientId)
    throw oauthError('invalid_client', 'BAD_CLIENT_ID', 'missing or unknown client id');
  if (!sameText(form.get('client_secret') ?? '', world.app.clientSecret)) {
    throw oauthError('invalid_client', 'BAD_CLIENT_SECRET', 'missing or invalid client secret');
  }
  if (action === 'introspect') return { status: 200, body: introspect(world, form.get('token') ?? '') };
  if (action === 'revoke') return revoke(world, form.get('token') ?? '');
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return redeemCode(world, form);
    case 'refresh_token':
      return refresh(world, form);
    case 'client_credentials':
      return grantForTheApp(world, form);
    default:
      throw oauthError('unsupported_grant_type', 'BAD_GRANT_TYPE', 'missing or unknown grant type');
  }
}

function redeemCode(world: World, form: URLSearchParams): Answer {
  const code = world.state.codes.get(form.get('code') ?? '');
  if (!code || new Date(code.expiresAt) <= world.clock.now()) {
    throw oauthError('invalid_grant', 'BAD_AUTH_CODE', 'missing or unknown auth code');
  }
  if (code.redirectUri !== form.get('redirect_uri')) {
    throw oauthError('invalid_grant', 'BAD_REDIRECT_URI', 'missing or unknown redirect URI');
  }
  world.state.codes.delete(code.code);
  const verifier = form.get('code_verifier') ?? '';
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  if (code.codeChallenge !== null && challenge !== code.codeChallenge) {
    throw oauthError('invalid_grant', 'BAD_CODE_VERIFIER', 'missing or invalid code verifier');
  }
  return { status: 200, body: grantTokens(world.state, world.clock, code.portalId, code.userId, code.scopes) };
}

function refresh(world: World, form: URLSearchParams): Answer {
  const token = world.state.tokens.get(form.get('refresh_token') ?? '');
  if (token?.kind !== 'refresh' || token.revoked) {
    throw oauthError('invalid_grant', 'BAD_REFRESH_TOKEN', 'missing or invalid refresh token');
  }
  return { status: 200, body: grantTokens(world.state, world.clock, token.portalId, token.userId, token.scopes) };
}

/** Only for the journal, and only where the app has it: no portal, no refresh token. */
function grantForTheApp(world: World, form: URLSearchParams): Answer {
  const scopes = (form.get('scope') ?? '').split(' ').filter(Boolean);
  const known = scopes.every((scope) =>
    /^developer\.webhooks_journal\.(read|subscriptions\.(read|write))$/.test(scope),
  );
  if (!world.settings.journal || !known || scopes.length === 0) {
    throw oauthError('invalid_scope', 'BAD_SCOPE', 'missing or unknown scope for client credentials');
  }
  return { status: 200, body: grantJournalToken(world.state, world.clock, scopes) };
}

function introspect(world: World, value: string) {
  const token = world.state.tokens.get(value);
  const live = token && !token.revoked && (!token.expiresAt || new Date(token.expiresAt) > world.clock.now());
  if (!live) return { active: false };
  const user = world.state.portals.get(String(token.portalId))?.users.find(({ id }) => id === token.userId);
  return {
    active: true,
    token_use: `${token.kind}_token`,
    token_type: 'bearer',
    client_id: world.app.clientId,
    app_id: world.app.appId,
    hub_id: token.portalId,
    user_id: token.userId,
    user: user?.email ?? '',
    scopes: token.scopes,
  };
}

/** Revoking the refresh token leaves access tokens alive until they expire. */
function revoke(world: World, value: string): Answer {
  const token: Token | undefined = world.state.tokens.get(value);
  if (token) world.state.tokens.put(value, { ...token, revoked: true });
  return { status: 200 };
}

/** OAuth's own words (RFC 6749, section 5.2) beside HubSpot's `status`. */
const oauthError = (error: string, status: string, message: string) =>
  new Refusal(400, { status, message, category: 'OAUTH_ERROR', error, error_description: message });

const sameText = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
