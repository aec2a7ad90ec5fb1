import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Clock, createClock } from '../../sandbox/clock/clock.ts';
import type { HubSpotStandIn } from '../../sandbox/hubspot/server.ts';
import { type Call, CONTACTS, callerWith, contactIds, NOTES, noteFor, startWithApp } from '../support/hubspot.ts';

let hubspot: HubSpotStandIn;
let call: Call;
let clock: Clock;
let id: string;

beforeEach(async () => {
  // A clock that stands still between its jumps: the window of ten seconds does not depend on this machine's speed.
  clock = createClock({ realNow: () => Date.parse('2026-11-22T12:00:00Z') });
  ({ hubspot, call } = await startWithApp({ clock }));
  [id] = contactIds(hubspot) as [string];
});
afterEach(() => hubspot.close());

const read = (caller: Call = call) => caller('GET', `${CONTACTS}/${id}`);

test('110 calls in ten seconds, then 429 with the policy, then again', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 110; n++) statuses.push((await read()).status);
  expect(new Set(statuses)).toEqual(new Set([200]));
  const refused = await read();
  expect(refused).toMatchObject({ status: 429, body: { errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' } });
  expect(refused.headers.get('x-hubspot-ratelimit-max')).toBe('110');
  clock.advance(10_001);
  expect((await read()).status).toBe(200);
});

test('every account has its own budget, and so has the search', async () => {
  for (let n = 0; n < 111; n++) await read();
  hubspot.addPortal({ id: 4711002 });
  const other = callerWith(hubspot, hubspot.install({ portalId: 4711002 }).access_token);
  expect((await other('GET', CONTACTS)).status).toBe(200);
  const searches: unknown[] = [];
  for (let n = 0; n < 6; n++) searches.push((await other('POST', `${CONTACTS}/search`, {})).status);
  expect(searches).toEqual([200, 200, 200, 200, 200, 429]);
});

test('an account sees nothing of another', async () => {
  hubspot.addPortal({ id: 4711002, contacts: false });
  const other = callerWith(hubspot, hubspot.install({ portalId: 4711002 }).access_token);
  expect((await other('GET', `${CONTACTS}/${id}`)).status).toBe(404);
  expect((await other('POST', NOTES, noteFor(id, 'x'))).status).toBe(404);
});

test('a status, so many times, on what it names alone', async () => {
  hubspot.fault({ match: 'PATCH .*/contacts/', effect: 502, times: 2 });
  const write = () => call('PATCH', `${CONTACTS}/${id}`, { properties: { phone: '9' } });
  expect((await read()).status).toBe(200);
  expect([(await write()).status, (await write()).status]).toEqual([502, 502]);
  expect(hubspot.contact(id)?.properties.phone).toBeUndefined();
  expect((await write()).status).toBe(200);
});

test('for a while of the sandbox clock, and with headers', async () => {
  hubspot.fault({ effect: 429, forMs: 30_000, headers: { 'retry-after': '3' } });
  const refused = await read();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3']);
  clock.advance(29_000);
  expect((await read()).status).toBe(429);
  clock.advance(1001);
  expect((await read()).status).toBe(200);
});

test('the daily limit, by its policy', async () => {
  hubspot.fault({ effect: 'daily', times: 1, skip: 1 });
  expect((await read()).status).toBe(200);
  expect(await read()).toMatchObject({ status: 429, body: { policyName: 'DAILY' } });
});

test('a lost answer is lost after the change', async () => {
  hubspot.fault({ match: 'POST .*/notes', effect: 'lost-answer', times: 1 });
  await expect(call('POST', NOTES, noteFor(id, 'written'))).rejects.toThrow('fetch failed');
  expect(hubspot.timeline(id).map(({ properties }) => properties.hs_note_body)).toEqual(['written']);
  expect(hubspot.calls().at(-1)).toMatchObject({ status: 201, outcome: 'lost', fault: 'lost-answer' });
});

test('a hanging call changes nothing and gets no answer', async () => {
  hubspot.fault({ effect: 'hang', times: 1 });
  const token = hubspot.privateToken();
  const hanging = fetch(`${hubspot.url}${CONTACTS}/${id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(300),
  });
  await expect(hanging).rejects.toThrow('timeout');
  expect(hubspot.contact(id)).not.toBeNull();
  expect(hubspot.calls().at(-1)?.outcome).toBe('hung');
});

test('a slow answer comes after its delay', async () => {
  hubspot.fault({ effect: 'slow', delayMs: 60, times: 1 });
  const done: string[] = [];
  const slow = read().then(() => done.push('slow'));
  await Promise.all([slow, read().then(() => done.push('next'))]);
  expect(done).toEqual(['next', 'slow']);
});

test('faults can be set and cleared over HTTP, wrong ones are refused', async () => {
  const faults = `${hubspot.url}/sandbox/faults`;
  const headers = { 'content-type': 'application/json' };
  const post = (body: unknown) => fetch(faults, { method: 'POST', headers, body: JSON.stringify(body) });
  expect((await post({ effect: 12 })).status).toBe(400);
  expect((await post({ effect: 'lost_answer' })).status).toBe(400);
  expect((await post({ effect: 500 })).status).toBe(201);
  expect((await read()).status).toBe(500);
  await fetch(faults, { method: 'DELETE' });
  expect((await read()).status).toBe(200);
});
