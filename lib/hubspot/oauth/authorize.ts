import { createHash, createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Keyring, open, seal } from '../../keyring.ts';
import { EVENTS_SCOPE, OPTIONAL_SCOPES, REQUIRED_SCOPES } from '../../portals/scopes.ts';
import { sameSecret } from '../../same-secret.ts';
import type { OAuthApp } from './app.ts';

/** How long somebody may look at HubSpot's consent page, ms. */
export const STATE_LIFETIME_MS = 15 * 60_000;

/** The callback does not belong to an install that this browser began, or came too late. */
export class InstallStateError extends Error {
  constructor(problem: string) {
    super(`The install cannot go on: ${problem}. Start it again from the install link.`);
    this.name = 'InstallStateError';
  }
}

const cookieContent = z.object({ nonce: z.string(), verifier: z.string() });

/**
 * Where to send the browser, and the cookie to give it. The state is signed and carries only a nonce and its end; the
 * cookie holds the same nonce and the PKCE verifier (RFC 7636), sealed. Without the cookie an attacker could make a
 * victim finish the attacker's install (RFC 9700, 4.7).
 */
export function beginInstall(
  app: OAuthApp,
  { keyring, now }: { keyring: Keyring; now: Date },
): { url: string; cookie: string } {
  const nonce = randomBytes(16).toString('base64url');
  const verifier = randomBytes(32).toString('base64url');
  const sealed = seal(JSON.stringify({ nonce, verifier }), keyring);
  const url = new URL(app.authorizeUrl);
  url.search = new URLSearchParams({
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    scope: REQUIRED_SCOPES.join(' '),
    optional_scope: [...OPTIONAL_SCOPES, ...(app.appEvents ? [EVENTS_SCOPE] : [])].join(' '),
    state: signState(app, nonce, now.getTime() + STATE_LIFETIME_MS),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  return { url: url.href, cookie: `${sealed.keyId}.${sealed.bytes.toString('base64url')}` };
}

/** The PKCE verifier of the install that state and cookie belong to. Throws InstallStateError. */
export function continueInstall(
  app: OAuthApp,
  { state, cookie }: { state: string; cookie: string | null },
  { keyring, now }: { keyring: Keyring; now: Date },
): { verifier: string } {
  const [nonce = '', end = ''] = state.split('.');
  if (!sameSecret(state, signState(app, nonce, Number(end)))) throw new InstallStateError('its state is not ours');
  if (Number(end) < now.getTime()) throw new InstallStateError('it took more than 15 minutes');
  const content = cookie ? openCookie(cookie, keyring) : null;
  if (!content) throw new InstallStateError('this browser did not begin it, or it refuses cookies');
  if (!sameSecret(content.nonce, nonce)) throw new InstallStateError('this browser began another install since');
  return { verifier: content.verifier };
}

function signState({ clientSecret }: OAuthApp, nonce: string, end: number): string {
  const payload = `${nonce}.${end}`;
  return `${payload}.${createHmac('sha256', clientSecret).update(`install state ${payload}`).digest('base64url')}`;
}

function openCookie(cookie: string, keyring: Keyring) {
  const dot = cookie.indexOf('.');
  try {
    const plain = open(
      { keyId: cookie.slice(0, dot), bytes: Buffer.from(cookie.slice(dot + 1), 'base64url') },
      keyring,
    );
    return cookieContent.parse(JSON.parse(plain.toString()));
  } catch {
    return null;
  }
}
