import { SCOPES } from '../../sandbox/hubspot/seed.ts';
import type { HubSpotStandIn } from '../../sandbox/hubspot/server.ts';

export const REDIRECT = 'https://app.example/oauth/callback';
export const REQUIRED = SCOPES.minimal.join(' ');

export type Grant = {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  hub_id: number;
  scopes: string[];
};

/** The browser's and the app's way through OAuth against one stand-in. */
export function oauthOf(hubspot: HubSpotStandIn) {
  const authorize = (query: Record<string, string>) => {
    const params = new URLSearchParams({
      client_id: hubspot.app.clientId,
      redirect_uri: REDIRECT,
      scope: REQUIRED,
      state: 's1',
      ...query,
    });
    return fetch(`${hubspot.url}/oauth/authorize?${params}`, { redirect: 'manual' });
  };

  async function codeFor(query: Record<string, string> = {}): Promise<string> {
    const target = new URL((await authorize({ auto: '1', ...query })).headers.get('location') ?? '');
    return target.searchParams.get('code') ?? '';
  }

  async function token(form: Record<string, string>, path = 'token') {
    const body = new URLSearchParams({
      client_id: hubspot.app.clientId,
      client_secret: hubspot.app.clientSecret,
      ...form,
    });
    const response = await fetch(`${hubspot.url}/oauth/2026-09/${path}`, { method: 'POST', body });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  }

  const redeem = (code: string, more: Record<string, string> = {}) =>
    token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT, ...more });

  return { authorize, codeFor, token, redeem };
}
