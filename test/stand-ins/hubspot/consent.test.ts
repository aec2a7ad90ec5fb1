import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Clock, createClock } from '../../sandbox/clock/clock.ts';
import { SCOPES } from '../../sandbox/hubspot/seed.ts';
import { type HubSpotStandIn, startHubSpot } from '../../sandbox/hubspot/server.ts';
import { type Grant, oauthOf, REDIRECT, REQUIRED } from '../support/oauth.ts';

let hubspot: HubSpotStandIn;
let clock: Clock;
let oauth: ReturnType<typeof oauthOf>;

beforeEach(async () => {
  clock = createClock();
  hubspot = await startHubSpot({ clock });
  oauth = oauthOf(hubspot);
});
afterEach(() => hubspot.close());

describe('the consent page', () => {
  test('asks, and sends a yes or a no to the redirect URL with the state', async () => {
    const page = await oauth.authorize({});
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
    const answer = await oauth.authorize({ auto: '1', ...query });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
  });

  test('wants the scopes of the app as it is configured, all of the required and no others', async () => {
    await hubspot.close();
    const declaredScopes = { required: SCOPES.minimal, optional: ['sales-email-read'] };
    hubspot = await startHubSpot({ clock, app: { ...hubspot.app, declaredScopes } });
    oauth = oauthOf(hubspot);
    expect((await oauth.authorize({ auto: '1', scope: 'oauth' })).status).toBe(400);
    expect((await oauth.authorize({ auto: '1', optional_scope: 'timeline' })).status).toBe(400);
    expect((await oauth.authorize({ auto: '1', optional_scope: 'sales-email-read' })).status).toBe(302);
  });

  test('leaves optional scopes out that the account cannot give', async () => {
    hubspot.addPortal({ id: 4711002, grantableScopes: SCOPES.minimal });
    const code = await oauth.codeFor({ portalId: '4711002', optional_scope: 'sales-email-read timeline' });
    const grant = (await oauth.redeem(code)).body as Grant;
    expect(grant).toMatchObject({ hub_id: 4711002, scopes: SCOPES.minimal, expires_in: 1800 });
  });
});
