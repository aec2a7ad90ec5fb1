import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HubSpotError } from '../../lib/hubspot/errors.ts';
import { beginInstall, continueInstall, InstallStateError } from '../../lib/hubspot/oauth/authorize.ts';
import { OAuthConfigurationError } from '../../lib/hubspot/oauth/token-endpoint.ts';
import { accessToken, PortalDisconnectedError } from '../../lib/hubspot/oauth/tokens.ts';
import { uninstall } from '../../lib/hubspot/oauth/uninstall.ts';
import { syncPortal } from '../../lib/hubspot/sync/sync-portal.ts';
import { reseal } from '../../lib/jobs/reseal.ts';
import { readTokens } from '../../lib/portals/access-tokens.ts';
import { OPERATOR } from '../../lib/portals/author.ts';
import { findPortal, readPortal } from '../../lib/portals/portals.ts';
import type { RefreshProcess } from './refresh-process.ts';
import { connect, drainAll, KEYRING, ourContact, replyFrom, stateOf, type World, world } from './support.ts';

const refreshes = ({ hubspot }: World) => hubspot.calls().filter(({ path }) => path.endsWith('/token'));

/** Starts the processes, lets all of them ask at once when the last one is ready, and says which token each got. */
async function askInProcesses({ hubspot, clock, portalId }: World, url: string, count: number): Promise<string[]> {
  const { clientId, clientSecret } = hubspot.app;
  const options = { url, baseUrl: hubspot.url, clientId, clientSecret, portalId, nowMs: clock.now().getTime() };
  const script = join(import.meta.dirname, 'refresh-process.ts');
  const children = Array.from({ length: count }, () =>
    fork(script, [JSON.stringify(options satisfies RefreshProcess)]),
  );
  try {
    await Promise.all(children.map((child) => once(child, 'message')));
    const answers = children.map((child) => once(child, 'message') as Promise<[{ token: string }]>);
    for (const child of children) child.send('go');
    return (await Promise.all(answers)).map(([{ token }]) => token);
  } finally {
    for (const child of children) child.kill();
  }
}

describe('refreshing', () => {
  test('twenty processes at once make one call, and all get the new token', { timeout: 120_000 }, async () => {
    await using w = await world();
    const before = (await readTokens(w.sql, w.portalId, KEYRING))!.tokens.accessToken;
    w.clock.advance('26m');
    // No second process can open the embedded database: there the twenty ask in this one, over its one connection.
    const tokens = w.database.url
      ? await askInProcesses(w, w.database.url, 20)
      : await Promise.all(Array.from({ length: 20 }, () => accessToken(w.tokens, w.portalId)));
    expect(tokens).toHaveLength(20);
    expect(refreshes(w)).toHaveLength(1);
    expect(new Set(tokens).size).toBe(1);
    expect(tokens).not.toContain(before);
  });

  test('a token is renewed five minutes before its end, not after HubSpot refused it', async () => {
    await using w = await world();
    w.clock.advance('24m');
    await accessToken(w.tokens, w.portalId);
    expect(refreshes(w)).toHaveLength(0);
    w.clock.advance('2m');
    await accessToken(w.tokens, w.portalId);
    await accessToken(w.tokens, w.portalId);
    expect(refreshes(w)).toHaveLength(1);
  });

  test('a process that dies while it refreshes holds nobody up for longer than its lease', async () => {
    await using w = await world();
    w.clock.advance('26m');
    await w.sql`update portals set refresh_lease_until = clock_timestamp() + interval '300 ms'`;
    await accessToken(w.tokens, w.portalId);
    expect(refreshes(w)).toHaveLength(1);
  });

  test('what a slower process got is not stored over a newer token', async () => {
    await using w = await world();
    const held = {
      ...w.tokens,
      client: {
        request: async (call: never) => {
          const answer = await w.http.request(call);
          await connect(w);
          return answer;
        },
      },
    } as typeof w.tokens;
    w.clock.advance('26m');
    const token = await accessToken(held, w.portalId);
    const stored = (await readTokens(w.sql, w.portalId, KEYRING))!;
    expect(token).toBe(stored.tokens.accessToken);
    expect(stored.version).toBe(2);
  });

  test('a token that HubSpot refuses early is replaced once, and the call goes on', async () => {
    await using w = await world();
    const { id } = w.hubspot.contacts()[0]!;
    await replyFrom(w, await ourContact(w, id));
    w.hubspot.fault({ match: '/crm/', effect: 401, times: 1 });
    await drainAll(w);
    expect(refreshes(w)).toHaveLength(1);
    expect(w.hubspot.timeline(id)).toHaveLength(3);
  });
});

describe('a failed refresh', () => {
  test('revoked: the account is disconnected, nothing retries, connecting again resumes what waited', async () => {
    await using w = await world();
    const { id } = w.hubspot.contacts()[0]!;
    const reply = await replyFrom(w, await ourContact(w, id));
    w.hubspot.person.uninstall();
    w.clock.advance('31m');
    await syncPortal(w.drain);
    expect(await readPortal(w.sql, w.portalId)).toMatchObject({ state: 'disconnected' });
    expect(await readTokens(w.sql, w.portalId, KEYRING)).toBeNull();
    const calls = w.hubspot.calls().length;
    for (let n = 0; n < 3; n++) {
      w.clock.advance('1h');
      expect(await syncPortal(w.drain)).toMatchObject({ waiting: 4, dueAt: null });
    }
    await expect(accessToken(w.tokens, w.portalId)).rejects.toThrow(PortalDisconnectedError);
    expect(w.hubspot.calls()).toHaveLength(calls);
    expect(await stateOf(w, `email:${reply.messageId}`)).toMatchObject({ state: 'pending' });
    await connect(w);
    await drainAll(w);
    expect(w.hubspot.timeline(id)).toHaveLength(3);
    expect(await stateOf(w, `email:${reply.messageId}`)).toMatchObject({ state: 'done' });
  });

  test('configuration: our own secret is wrong, and no account is disconnected for it', async () => {
    await using w = await world();
    w.clock.advance('31m');
    const wrong = { ...w.tokens, app: { ...w.tokens.app, clientSecret: 'rotated-away' } };
    await expect(accessToken(wrong, w.portalId)).rejects.toThrow(OAuthConfigurationError);
    expect(await readPortal(w.sql, w.portalId)).toMatchObject({ state: 'connected' });
    await accessToken(w.tokens, w.portalId);
  });

  test.each([429, 477, 500, 503])(
    'transient (%i): the account stays connected, and the present token serves while it lives',
    async (status) => {
      await using w = await world();
      const present = (await readTokens(w.sql, w.portalId, KEYRING))!.tokens.accessToken;
      w.hubspot.fault({ match: '/oauth/', effect: status });
      w.clock.advance('26m');
      expect(await accessToken(w.tokens, w.portalId)).toBe(present);
      w.clock.advance('5m');
      await expect(accessToken(w.tokens, w.portalId)).rejects.toThrow(HubSpotError);
      expect(await readPortal(w.sql, w.portalId)).toMatchObject({ state: 'connected' });
      w.hubspot.clearFaults();
      expect(await accessToken(w.tokens, w.portalId)).not.toBe(present);
    },
  );
});

describe('the state of an install', () => {
  const app = {
    clientId: 'c',
    clientSecret: 's',
    authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
    redirectUri: 'https://app.example/oauth/callback',
  };
  const now = new Date('2026-11-22T12:00:00Z');
  const begin = () => {
    const { url, cookie } = beginInstall(app, { keyring: KEYRING, now });
    return { state: new URL(url).searchParams.get('state')!, cookie, url: new URL(url) };
  };

  test('brings the PKCE verifier back', () => {
    const { state, cookie, url } = begin();
    expect(continueInstall(app, { state, cookie }, { keyring: KEYRING, now }).verifier).toHaveLength(43);
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    expect(url.searchParams.get('scope')).toContain('crm.objects.contacts.write');
  });

  const ATTACKS: [
    string,
    (own: { state: string; cookie: string }) => { state: string; cookie: string | null; app?: typeof app; now?: Date },
  ][] = [
    ['without the cookie', ({ state }) => ({ state, cookie: null })],
    ["with another browser's cookie", ({ state }) => ({ state, cookie: begin().cookie })],
    ['with a broken cookie', ({ state, cookie }) => ({ state, cookie: `${cookie.slice(0, -4)}AAAA` })],
    ['with a cookie under an unknown key', ({ state, cookie }) => ({ state, cookie: cookie.replace('k1', 'k9') })],
    ['with a made-up state', ({ cookie }) => ({ state: 'nonce.9999999999999.x', cookie })],
    [
      'with a later end in the state',
      ({ state, cookie }) => ({ state: state.replace(/\.\d+\./, '.9999999999999.'), cookie }),
    ],
    ['without a state', ({ cookie }) => ({ state: '', cookie })],
    ['of another app', ({ state, cookie }) => ({ state, cookie, app: { ...app, clientSecret: 'other' } })],
    ['after 16 minutes', (own) => ({ ...own, now: new Date(now.getTime() + 16 * 60_000) })],
  ];
  test.each(ATTACKS)('is refused %s', (_name, attack) => {
    const { state, cookie } = begin();
    const attempt = attack({ state, cookie });
    expect(() => continueInstall(attempt.app ?? app, attempt, { keyring: KEYRING, now: attempt.now ?? now })).toThrow(
      InstallStateError,
    );
  });
});

test('tokens are encrypted at rest, and a new key takes over after a rotation', async () => {
  await using w = await world();
  const { tokens } = (await readTokens(w.sql, w.portalId, KEYRING))!;
  const [row] = await w.sql<{ text: string }[]>`select encode(access_tokens, 'escape') as text from portals`;
  expect(row?.text).not.toContain(tokens.refreshToken);
  const rotated = { current: 'k2', keys: { ...KEYRING.keys, k2: Buffer.alloc(32, 8) } };
  expect(await reseal(w.sql, rotated, { from: ['k1'] })).toBe(1);
  const onlyNew = { current: 'k2', keys: { k2: Buffer.alloc(32, 8) } };
  expect((await readTokens(w.sql, w.portalId, onlyNew))?.tokens).toEqual(tokens);
});

test('an uninstall tells HubSpot first, revokes the grant, and leaves no token; what waits is for a reconnect', async () => {
  await using w = await world();
  const { id } = w.hubspot.contacts()[0]!;
  const reply = await replyFrom(w, await ourContact(w, id));
  const log = w.drain.log;
  w.hubspot.fault({ match: 'appinstalls', effect: 503, times: 1 });
  await expect(uninstall({ ...w.tokens, log }, { portalId: w.portalId, by: OPERATOR })).rejects.toThrow(HubSpotError);
  expect(await readPortal(w.sql, w.portalId)).toMatchObject({ state: 'connected' });
  await uninstall({ ...w.tokens, log }, { portalId: w.portalId, by: OPERATOR });
  await uninstall({ ...w.tokens, log }, { portalId: w.portalId, by: OPERATOR });
  const calls = w.hubspot
    .calls()
    .map(({ method, path, status }) => `${method} ${path.replace('/2026-09', '')} ${status}`);
  expect(calls).toEqual([
    'DELETE /appinstalls/external-install 503',
    'DELETE /appinstalls/external-install 204',
    'POST /oauth/token/revoke 200',
  ]);
  expect(await findPortal(w.sql, w.portalId)).toMatchObject({ state: 'uninstalled' });
  const [row] = await w.sql<{ tokens: unknown }[]>`select access_tokens as tokens from portals`;
  expect(row?.tokens).toBeNull();
  await syncPortal(w.drain);
  expect(await stateOf(w, `email:${reply.messageId}`)).toMatchObject({ state: 'pending' });
});
