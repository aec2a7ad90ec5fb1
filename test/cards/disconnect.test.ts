import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SettingsView } from '../../cards/dto/settings.ts';
import { readPortal } from '../../lib/portals/portals.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { type Caller, createCaller } from './support.ts';

/** From connected to gone: the tests build on each other. */
let sandbox: TestSandbox;
let caller: Caller;
beforeAll(async () => {
  sandbox = await testSandbox();
  caller = createCaller(sandbox);
});
afterAll(() => sandbox?.close());

const state = async () => (await readPortal(sandbox.app.database.sql, sandbox.portalId)).state;
const key = 'a-key-of-16-chars';
const uninstalls = () => sandbox.hubspot.calls().filter(({ path }) => path.endsWith('/external-install'));

test('without HubSpot’s signature, or for an account that has no app, nobody disconnects', async () => {
  const good = caller.sign('/disconnect', { key });
  for (const bad of [
    { ...good, headers: {} },
    { ...good, url: good.url.replace(/userId=\d+/, 'userId=1') },
    caller.sign('/disconnect', { key }, {}, 'c4a81f3e-0000-0000-0000-000000000000'),
  ]) {
    expect(await caller.send(bad)).toMatchObject({ status: 401, json: { ok: false, code: 'unsigned' } });
  }
  expect(await caller.post('/disconnect', {}, { portalId: 999 })).toMatchObject({ code: 'not_connected' });
  expect(uninstalls()).toEqual([]);
  expect(await state()).toBe('connected');
});

test('a click without a key is none', async () => {
  expect((await caller.send(caller.sign('/disconnect', {}))).json).toMatchObject({ ok: false, code: 'invalid_input' });
  expect(await state()).toBe('connected');
});

test('whoever may not change the settings may not disconnect', async () => {
  const [ana, diego] = sandbox.hubspot.portal().users;
  const asDiego = { userId: diego!.id, userEmail: diego!.email };
  await caller.post('/settings', { settings: { editors: [String(ana!.id)] } });
  expect(await caller.post('/disconnect', {}, asDiego)).toMatchObject({ ok: false, code: 'not_allowed' });
  expect(uninstalls()).toEqual([]);
  expect(await state()).toBe('connected');
});

test('while HubSpot does not answer, the account stays connected and the person is told', async () => {
  sandbox.hubspot.fault({ match: 'appinstalls', effect: 503, times: 1 });
  expect(await caller.post('/disconnect', { key })).toMatchObject({ ok: false, code: 'unavailable' });
  expect(await state()).toBe('connected');
  expect(await caller.get<SettingsView>('/settings')).toMatchObject({ ok: true, canChange: true });
});

test('an editor disconnects: HubSpot is told, and every further request hears that the app is not connected', async () => {
  expect(await caller.post('/disconnect', { key })).toEqual({ ok: true });
  expect(uninstalls().at(-1)).toMatchObject({ method: 'DELETE', status: 204 });
  expect(await state()).toBe('uninstalled');
  expect(await caller.post('/disconnect', { key })).toMatchObject({ ok: false, code: 'not_connected' });
  expect(await caller.get('/settings')).toMatchObject({ ok: false, code: 'not_connected' });
});
