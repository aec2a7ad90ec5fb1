import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { syncPortal } from '../../../lib/hubspot/sync/sync-portal.ts';
import { findPortal, readPortal } from '../../../lib/portals/portals.ts';
import { createOAuthRoutes } from '../../../webhooks/links/install.ts';
import { ourContact, replyFrom } from '../../hubspot/support.ts';
import { type Receiver, receiver } from '../support.ts';

/** Where HubSpot sends the browser back to; the stand-in wants a registered address, the test's server has its own. */
const CALLBACK = 'http://localhost:3000/oauth/callback';
const PUBLIC = 'http://localhost:3000';

async function installing(): Promise<Receiver> {
  const r = await receiver(({ tokens, queue, drain }) => ({
    '/oauth': createOAuthRoutes({ ...tokens, publicUrl: PUBLIC, hubSpotAppId: '7', queue, log: drain.log }),
  }));
  r.hubspot.mapOrigin(PUBLIC, r.url);
  // As before the first install.
  await r.sql`delete from portals`;
  return r;
}

type Page = { status: number; text: string; location: string | null; cookie: string | null };

async function visit(url: string, headers: Record<string, string> = {}): Promise<Page> {
  const response = await fetch(url, { redirect: 'manual', headers });
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? null;
  return { status: response.status, text: await response.text(), location: response.headers.get('location'), cookie };
}

/** The browser's way: our link, HubSpot's consent, back to us. */
async function walk(
  r: Receiver,
  change: (callback: URL) => void = () => {},
  headers: Record<string, string> = {},
): Promise<Page> {
  const start = await visit(`${r.url}/oauth/install`);
  const consent = await visit(start.location!);
  const callback = new URL(consent.location!.replace(CALLBACK, `${r.url}/oauth/callback`));
  change(callback);
  return visit(callback.href, { cookie: start.cookie!, ...headers });
}

test('an install connects the account, makes the properties and takes the language of the browser', async () => {
  await using r = await installing();
  const page = await walk(r, undefined, { 'accept-language': 'pt-BR,pt;q=0.9,en;q=0.8' });
  expect(page.status).toBe(200);
  expect(page.text).toContain('O Reply Tracking está conectado');
  expect(page.text).toContain('https://app.hubspot.com/app/');
  expect(await readPortal(r.sql, r.portalId)).toMatchObject({
    state: 'connected',
    timeZone: 'America/Sao_Paulo',
    installerAddress: 'ana.souza@vendas.example',
    settings: { language: 'pt', editors: ['8150101'] },
    propertyConflicts: [],
  });
  const { results } = (await r.client.request({
    method: 'GET',
    path: '/crm/properties/2026-09/contacts',
    response: z.any(),
  })) as {
    results: { name: string; groupName: string; label: string }[];
  };
  const ours = results.filter(({ groupName }) => groupName === 'reply_tracking');
  expect(ours).toHaveLength(18);
  expect(ours.find(({ name }) => name === 'reply_response_type')?.label).toBe('Tipo de resposta');
});

test('connecting again keeps the settings and writes what waited', async () => {
  await using r = await installing();
  await walk(r, undefined, { 'accept-language': 'es' });
  const { id } = r.hubspot.contacts()[0]!;
  await replyFrom(r, await ourContact(r, id));
  r.hubspot.person.uninstall();
  r.clock.advance('31m');
  await syncPortal(r.drain);
  expect(await readPortal(r.sql, r.portalId)).toMatchObject({ state: 'disconnected' });
  const page = await walk(r, undefined, { 'accept-language': 'en' });
  expect(page.text).toContain('connected again');
  expect((await readPortal(r.sql, r.portalId)).settings.language).toBe('es');
  expect(await r.sql`select id from pgboss.job where name = 'sync'`).toHaveLength(1);
  r.clock.advance('2m');
  await syncPortal(r.drain);
  expect(r.hubspot.timeline(id)).toHaveLength(3);
});

describe('every other outcome has a page of its own, and connects nothing', () => {
  const OUTCOMES: [string, (callback: URL) => void, Record<string, string>, number, string][] = [
    ['the admin says no', (url) => url.searchParams.set('error', 'access_denied'), {}, 400, 'Access not granted'],
    ['another browser', () => {}, { cookie: '' }, 400, 'Installation interrupted'],
    [
      'a state of somebody else',
      (url) => url.searchParams.set('state', 'x.9999999999999.y'),
      {},
      400,
      'Installation interrupted',
    ],
    [
      'a void code',
      (url) => url.searchParams.set('code', 'used-before'),
      {},
      400,
      'This installation link has already been used',
    ],
  ];
  test.each(OUTCOMES)('%s', async (_name, change, headers, status, title) => {
    await using r = await installing();
    const page = await walk(r, change, headers);
    expect(page).toMatchObject({ status });
    expect(page.text).toContain(title);
    expect(page.text).toContain('/oauth/install');
    expect(await findPortal(r.sql, r.portalId)).toBeNull();
  });

  test("HubSpot's words are shown, and cannot bring markup", async () => {
    await using r = await installing();
    const page = await walk(r, (url) => {
      url.searchParams.set('error', 'blocked');
      url.searchParams.set('error_description', '<script>alert(1)</script>App Governance');
    });
    expect(page.text).toContain('App Governance');
    expect(page.text).not.toContain('<script>');
  });

  test('a permission that HubSpot did not grant is named, and the grant given back', async () => {
    await using r = await installing();
    const page = await walkWithScopes(r, ['oauth', 'crm.objects.contacts.read']);
    expect(page.text).toContain('A permission is missing');
    expect(page.text).toContain('crm.objects.contacts.write');
    expect(r.hubspot.calls().some(({ path }) => path.endsWith('/token/revoke'))).toBe(true);
    expect(await findPortal(r.sql, r.portalId)).toBeNull();
  });

  test('HubSpot does not answer', async () => {
    await using r = await installing();
    r.hubspot.fault({ match: '/oauth/2026-09/token', effect: 503 });
    const page = await walk(r);
    expect(page).toMatchObject({ status: 503 });
    expect(page.text).toContain('HubSpot didn’t respond');
  });

  test('a state left out of an install that we began: HubSpot does not take the code without its verifier', async () => {
    await using r = await installing();
    const page = await walk(r, (url) => url.searchParams.delete('state'));
    expect(page).toMatchObject({ status: 400 });
    expect(await findPortal(r.sql, r.portalId)).toBeNull();
  });

  test('a browser that comes without a code is sent to the beginning', async () => {
    await using r = await installing();
    const page = await visit(`${r.url}/oauth/callback?step=authorize&returnUrl=https://evil.example`);
    expect(page).toMatchObject({ status: 302, location: `${PUBLIC}/oauth/install` });
  });
});

describe('an install from HubSpot’s marketplace brings a code and no state', () => {
  /** HubSpot's own install button: the app's scopes, no state, no PKCE. */
  async function fromMarketplace(r: Receiver, returnUrl: string): Promise<Page> {
    const authorize = new URL((await visit(`${r.url}/oauth/install`)).location!);
    for (const name of ['state', 'code_challenge', 'code_challenge_method']) authorize.searchParams.delete(name);
    const consent = await visit(authorize.href);
    const callback = new URL(consent.location!.replace(CALLBACK, `${r.url}/oauth/callback`));
    callback.searchParams.set('returnUrl', returnUrl);
    return visit(callback.href);
  }

  test('it connects with one consent and goes back to HubSpot', async () => {
    await using r = await installing();
    const returnUrl = 'https://app-eu1.hubspot.com/ecosystem/4711001/installed';
    expect(await fromMarketplace(r, returnUrl)).toMatchObject({ status: 302, location: returnUrl });
    expect(await readPortal(r.sql, r.portalId)).toMatchObject({ state: 'connected' });
  });

  test.each([
    'https://evil.example',
    'https://app.hubspot.com.evil.example/x',
    'http://app.hubspot.com/x',
    '//evil.example',
  ])('it goes nowhere else: %s', async (returnUrl) => {
    await using r = await installing();
    const page = await fromMarketplace(r, returnUrl);
    expect(page).toMatchObject({ status: 200, location: null });
  });
});

/** A consent that gives only these scopes: the code of a smaller authorization, with our state. */
async function walkWithScopes(r: Receiver, scopes: string[]): Promise<Page> {
  const start = await visit(`${r.url}/oauth/install`);
  const authorize = new URL(start.location!);
  authorize.searchParams.set('scope', scopes.join(' '));
  authorize.searchParams.delete('optional_scope');
  const consent = await visit(authorize.href);
  return visit(consent.location!.replace(CALLBACK, `${r.url}/oauth/callback`), { cookie: start.cookie! });
}
