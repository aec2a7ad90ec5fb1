import { createHash, randomBytes } from 'node:crypto';
import { Client } from '@hubspot/api-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Clock, createClock } from '../../sandbox/clock/clock.ts';
import { type HubSpotStandIn, startHubSpot } from '../../sandbox/hubspot/server.ts';
import { CONTACTS, callerWith } from '../support/hubspot.ts';
import { type Grant, oauthOf, REDIRECT } from '../support/oauth.ts';

let hubspot: HubSpotStandIn;
let clock: Clock;
let oauth: ReturnType<typeof oauthOf>;

beforeEach(async () => {
  clock = createClock();
  hubspot = await startHubSpot({ clock });
  oauth = oauthOf(hubspot);
});
afterEach(() => hubspot.close());

describe('the token endpoint', () => {
  test('takes a code once, with its redirect URL and its PKCE verifier', async () => {
    const verifier = randomBytes(32).toString('base64url');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
    expect((await oauth.redeem(await oauth.codeFor(pkce), { code_verifier: 'another' })).body).toMatchObject({
      error: 'invalid_grant',
    });
    const code = await oauth.codeFor(pkce);
    expect((await oauth.redeem(code, { redirect_uri: 'https://app.example/', code_verifier: verifier })).status).toBe(
      400,
    );
    expect((await oauth.redeem(code, { code_verifier: verifier })).status).toBe(200);
    expect((await oauth.redeem(code, { code_verifier: verifier })).body).toMatchObject({ error: 'invalid_grant' });
  });

  test('refuses JSON, wrong credentials, void tokens and late codes', async () => {
    const response = await fetch(`${hubspot.url}/oauth/2026-09/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(415);
    expect((await oauth.token({ grant_type: 'refresh_token', client_id: 'x' })).body).toMatchObject({
      error: 'invalid_client',
      status: 'BAD_CLIENT_ID',
    });
    expect((await oauth.token({ grant_type: 'refresh_token', client_secret: 'x' })).body).toMatchObject({
      status: 'BAD_CLIENT_SECRET',
    });
    expect(await oauth.token({ grant_type: 'refresh_token', refresh_token: 'x' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', status: 'BAD_REFRESH_TOKEN' },
    });
    expect((await oauth.token({ grant_type: 'password' })).body).toMatchObject({ error: 'unsupported_grant_type' });
    const code = await oauth.codeFor();
    clock.advance('+11m');
    expect((await oauth.redeem(code)).status).toBe(400);
  });

  test('an access token dies after 1800 s, the refresh token gives a new one and stays the same', async () => {
    const first = (await oauth.redeem(await oauth.codeFor())).body as Grant;
    clock.advance(1_799_000);
    expect((await callerWith(hubspot, first.access_token)('GET', CONTACTS)).status).toBe(200);
    clock.advance(2000);
    const expired = await callerWith(hubspot, first.access_token)('GET', CONTACTS);
    expect(expired).toMatchObject({ status: 401, body: { category: 'EXPIRED_AUTHENTICATION' } });
    const next = (await oauth.token({ grant_type: 'refresh_token', refresh_token: first.refresh_token })).body as Grant;
    expect(next.refresh_token).toBe(first.refresh_token);
    expect((await callerWith(hubspot, next.access_token)('GET', CONTACTS)).status).toBe(200);
  });

  test('introspection tells who, and a revoked refresh token leaves the access token alive', async () => {
    const grant = (await oauth.redeem(await oauth.codeFor())).body as Grant;
    const about = await oauth.token({ token: grant.access_token, token_type_hint: 'access_token' }, 'token/introspect');
    expect(about.body).toMatchObject({
      active: true,
      hub_id: hubspot.portal().id,
      user: 'ana.souza@vendas.example',
      token_use: 'access_token',
    });
    expect((await oauth.token({ token: grant.refresh_token }, 'token/revoke')).status).toBe(200);
    expect((await oauth.token({ token: grant.refresh_token }, 'token/introspect')).body).toEqual({ active: false });
    expect((await oauth.token({ grant_type: 'refresh_token', refresh_token: grant.refresh_token })).body).toMatchObject(
      {
        error: 'invalid_grant',
      },
    );
    expect((await callerWith(hubspot, grant.access_token)('GET', CONTACTS)).status).toBe(200);
  });

  test('uninstalling ends all of the app and nothing of a script', async () => {
    const script = hubspot.privateToken();
    const grant = (await oauth.redeem(await oauth.codeFor())).body as Grant;
    const app = callerWith(hubspot, grant.access_token);
    expect((await app('DELETE', '/appinstalls/2026-09/external-install')).status).toBe(204);
    expect((await app('GET', CONTACTS)).status).toBe(401);
    expect((await oauth.token({ grant_type: 'refresh_token', refresh_token: grant.refresh_token })).status).toBe(400);
    expect((await callerWith(hubspot, script)('GET', CONTACTS)).status).toBe(200);
    expect(hubspot.portal().installedScopes).toBeNull();
  });

  test("HubSpot's own client speaks to it", async () => {
    const client = new Client({ basePath: hubspot.url });
    const form = new URLSearchParams({
      grant_type: 'authorization_code',
      code: await oauth.codeFor(),
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
    const grant = (await oauth.redeem(await oauth.codeFor())).body as Grant;
    await oauth.token({ grant_type: 'refresh_token', refresh_token: grant.refresh_token });
    await callerWith(hubspot, grant.access_token)('GET', CONTACTS);
    const kept = JSON.stringify(hubspot.calls());
    for (const secret of [grant.access_token, grant.refresh_token, hubspot.app.clientSecret])
      expect(kept).not.toContain(secret);
    expect(hubspot.calls()).toHaveLength(3);
  });
});
