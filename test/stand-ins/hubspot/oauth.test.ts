import { createHash, randomBytes } from 'node:crypto';
import { Client } from '@hubspot/api-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Clock, createClock } from '../../sandbox/clock/clock.ts';
import { SCOPES } from '../../sandbox/hubspot/seed.ts';
import { type HubSpotStandIn, startHubSpot } from '../../sandbox/hubspot/server.ts';
import { CONTACTS, callerWith } from '../support/hubspot.ts';

const REDIRECT = 'https://app.example/oauth/callback';
const REQUIRED = SCOPES.minimal.join(' ');
let hubspot: HubSpotStandIn;
let clock: Clock;

beforeEach(async () => {
  clock = createClock();
  hubspot = await startHubSpot({ clock });
});
afterEach(() => hubspot.close());

type Grant = { access_token: string; refresh_token: string; expires_in: number; hub_id: number; scopes: string[] };

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
  expect(target.origin + target.pathname).toBe(REDIRECT);
  expect(target.searchParams.get('state')).toBe('s1');
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

describe('the consent page', () => {
  test('asks, and sends a yes or a no to the redirect URL with the state', async () => {
    const page = await authorize({});
    expect(page.status).toBe(200);
    const links = [...(await page.text()).matchAll(/href="([^"]+)"/g)].map(([, href]) =>
      href!.replaceAll('&#38;', '&'),
    );
    const [yes, no] = await Promise.all(links.map((href) => fetch(hubspot.url + href, { redirect: 'manual' })));
    expect(yes!.headers.get('location')).toMatch(/^https:\/\/app\.example\/oauth\/callback\?code=[0-9a-f]+&state=s1$/);
    expect(no!.headers.get('location')).toBe(`${REDIRECT}?error=access_denied&state=s1`);
  });

  test.each([
    ['an unknown client', { client_id: 'x' }],
    ['a redirect URL without TLS', { redirect_uri: 'http://app.example/callback' }],
    ['no scope', { scope: '' }],
    ['a scope that the account cannot give', { scope: `${REQUIRED} crm.objects.custom.highly` }],
    ['a plain code challenge', { code_challenge: 'x', code_challenge_method: 'plain' }],
  ])('refuses %s on a page of its own', async (_name, query) => {
    const answer = await authorize({ auto: '1', ...query });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
  });

  test('leaves optional scopes out that the account cannot give', async () => {
    hubspot.addPortal({ id: 4711002, grantableScopes: SCOPES.minimal });
    const code = await codeFor({ portalId: '4711002', optional_scope: 'sales-email-read timeline' });
    const grant = (await redeem(code)).body as Grant;
    expect(grant).toMatchObject({ hub_id: 4711002, scopes: SCOPES.minimal, expires_in: 1800 });
  });
});

describe('the token endpoint', () => {
  test('takes a code once, with its redirect URL and its PKCE verifier', async () => {
    const verifier = randomBytes(32).toString('base64url');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
    expect((await redeem(await codeFor(pkce), { code_verifier: 'another' })).body).toMatchObject({
      error: 'invalid_grant',
    });
    const code = await codeFor(pkce);
    expect((await redeem(code, { redirect_uri: 'https://app.example/', code_verifier: verifier })).status).toBe(400);
    expect((await redeem(code, { code_verifier: verifier })).status).toBe(200);
    expect((await redeem(code, { code_verifier: verifier })).body).toMatchObject({ error: 'invalid_grant' });
  });

  test('refuses JSON, wrong credentials, void tokens and late codes', async () => {
    const response = await fetch(`${hubspot.url}/oauth/2026-09/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(415);
    expect((await token({ grant_type: 'refresh_token', client_id: 'x' })).body).toMatchObject({
      error: 'invalid_client',
      status: 'BAD_CLIENT_ID',
    });
    expect((await token({ grant_type: 'refresh_token', client_secret: 'x' })).body).toMatchObject({
      status: 'BAD_CLIENT_SECRET',
    });
    expect(await token({ grant_type: 'refresh_token', refresh_token: 'x' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', status: 'BAD_REFRESH_TOKEN' },
    });
    expect((await token({ grant_type: 'password' })).body).toMatchObject({ error: 'unsupported_grant_type' });
    const code = await codeFor();
    clock.advance('+11m');
    expect((await redeem(code)).status).toBe(400);
  });

  test('an access token dies after 1800 s, the refresh token gives a new one and stays the same', async () => {
    const first = (await redeem(await codeFor())).body as Grant;
    clock.advance(1_799_000);
    expect((await callerWith(hubspot, first.access_token)('GET', CONTACTS)).status).toBe(200);
    clock.advance(2000);
    const expired = await callerWith(hubspot, first.access_token)('GET', CONTACTS);
    expect(expired).toMatchObject({ status: 401, body: { category: 'EXPIRED_AUTHENTICATION' } });
    const next = (await token({ grant_type: 'refresh_token', refresh_token: first.refresh_token })).body as Grant;
    expect(next.refresh_token).toBe(first.refresh_token);
    expect((await callerWith(hubspot, next.access_token)('GET', CONTACTS)).status).toBe(200);
  });

  test('introspection tells who, and a revoked refresh token leaves the access token alive', async () => {
    const grant = (await redeem(await codeFor())).body as Grant;
    const about = await token({ token: grant.access_token, token_type_hint: 'access_token' }, 'token/introspect');
    expect(about.body).toMatchObject({
      active: true,
      hub_id: hubspot.portal().id,
      user: 'ana.souza@vendas.example',
      token_use: 'access_token',
    });
    expect((await token({ token: grant.refresh_token }, 'token/revoke')).status).toBe(200);
    expect((await token({ token: grant.refresh_token }, 'token/introspect')).body).toEqual({ active: false });
    expect((await token({ grant_type: 'refresh_token', refresh_token: grant.refresh_token })).body).toMatchObject({
      error: 'invalid_grant',
    });
    expect((await callerWith(hubspot, grant.access_token)('GET', CONTACTS)).status).toBe(200);
  });

  test('uninstalling ends all of the app and nothing of a script', async () => {
    const script = hubspot.privateToken();
    const grant = (await redeem(await codeFor())).body as Grant;
    const app = callerWith(hubspot, grant.access_token);
    expect((await app('DELETE', '/appinstalls/2026-09/external-install')).status).toBe(204);
    expect((await app('GET', CONTACTS)).status).toBe(401);
    expect((await token({ grant_type: 'refresh_token', refresh_token: grant.refresh_token })).status).toBe(400);
    expect((await callerWith(hubspot, script)('GET', CONTACTS)).status).toBe(200);
    expect(hubspot.portal().installedScopes).toBeNull();
  });

  test("HubSpot's own client speaks to it", async () => {
    const client = new Client({ basePath: hubspot.url });
    const form = new URLSearchParams({
      grant_type: 'authorization_code',
      code: await codeFor(),
      redirect_uri: REDIRECT,
      client_id: hubspot.app.clientId,
      client_secret: hubspot.app.clientSecret,
    });
    const response = await client.apiRequest({
      method: 'POST',
      path: '/oauth/2026-09/token',
      body: form,
      defaultJson: false,
    });
    expect(response.status).toBe(200);
  });

  test('records no secret', async () => {
    const grant = (await redeem(await codeFor())).body as Grant;
    await token({ grant_type: 'refresh_token', refresh_token: grant.refresh_token });
    await callerWith(hubspot, grant.access_token)('GET', CONTACTS);
    const kept = JSON.stringify(hubspot.calls());
    for (const secret of [grant.access_token, grant.refresh_token, hubspot.app.clientSecret])
      expect(kept).not.toContain(secret);
    expect(hubspot.calls()).toHaveLength(3);
  });
});
