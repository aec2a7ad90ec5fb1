import { expect, test, vi } from 'vitest';
import { syncPortal } from '../../../lib/hubspot/sync/sync-portal.ts';
import type { ObjectType } from '../../sandbox/hubspot/model.ts';
import { SCOPES } from '../../sandbox/hubspot/seed.ts';
import { drainAll, ourContact, replyFrom, stateOf, type World, world } from '../support.ts';
import { manyReplies, ONCE, written } from './many-replies.ts';

vi.setConfig({ testTimeout: 120_000 });

const company = (w: World, name: string) => w.hubspot.person.createRecord('companies', { name }).id;
const deal = (w: World, dealname: string, dealstage = 'contractsent') =>
  w.hubspot.person.createRecord('deals', { dealname, dealstage }).id;
const join = (w: World, contact: string, type: ObjectType, ...ids: string[]) => {
  for (const id of ids) w.hubspot.person.associate(['contacts', contact], [type, id]);
};
const kindsOn = (w: World, type: ObjectType, id: string) =>
  w.hubspot
    .timeline(id, undefined, type)
    .map(({ kind }) => kind)
    .toSorted();
const reads = (w: World) => w.hubspot.calls().filter(({ path }) => /\/associations\/|\/deals\/batch\/read/.test(path));

/** One contact of the account with a reply that waits to be written. */
async function replied(w: World) {
  const record = w.hubspot.contacts()[0]!;
  const contact = await ourContact(w, record.id, record.properties.email);
  return { record, contact, reply: await replyFrom(w, contact) };
}

test('a reply and its task also stand on the primary company and the one open deal', async () => {
  await using w = await world();
  const { record } = await replied(w);
  const [sol, lua] = [company(w, 'Padaria Sol'), company(w, 'Padaria Lua')];
  const [open, won] = [deal(w, 'Ovens'), deal(w, 'Mixers', 'closedwon')];
  join(w, record.id, 'companies', lua, sol);
  w.hubspot.person.associate(['contacts', record.id], ['companies', sol], { primary: true });
  join(w, record.id, 'deals', won, open);
  await drainAll(w);
  expect(kindsOn(w, 'contacts', record.id)).toEqual(['email', 'event', 'task']);
  expect(kindsOn(w, 'companies', sol)).toEqual(['email', 'task']);
  expect(kindsOn(w, 'deals', open)).toEqual(['email', 'task']);
  expect(kindsOn(w, 'companies', lua)).toEqual([]);
  expect(kindsOn(w, 'deals', won)).toEqual([]);
});

test('of several open deals, and of companies none of which is primary, none is taken', async () => {
  await using w = await world();
  const { record } = await replied(w);
  const [first, second, third] = [company(w, 'A'), company(w, 'B'), company(w, 'C')];
  const deals = [deal(w, 'Ovens'), deal(w, 'Mixers')];
  join(w, record.id, 'companies', first, second, third);
  w.hubspot.person.associate(['contacts', record.id], ['companies', first], { linked: false });
  join(w, record.id, 'deals', ...deals);
  await drainAll(w);
  expect(kindsOn(w, 'contacts', record.id)).toEqual(['email', 'event', 'task']);
  for (const id of [second, third]) expect(kindsOn(w, 'companies', id)).toEqual([]);
  for (const id of deals) expect(kindsOn(w, 'deals', id)).toEqual([]);
});

test('an account that grants neither is not asked, and its replies stand on the contact', async () => {
  await using w = await world({ scopes: SCOPES.minimal });
  const { record } = await replied(w);
  const sol = company(w, 'Padaria Sol');
  join(w, record.id, 'companies', sol);
  await drainAll(w);
  expect(kindsOn(w, 'contacts', record.id)).toEqual(['note', 'note', 'task']);
  expect(kindsOn(w, 'companies', sol)).toEqual([]);
  expect(reads(w)).toEqual([]);
});

test('a company that was deleted meanwhile keeps nothing from the contact', async () => {
  await using w = await world();
  const { record, contact } = await replied(w);
  const sol = company(w, 'Padaria Sol');
  join(w, record.id, 'companies', sol);
  await drainAll(w);
  w.hubspot.person.deleteRecord('companies', sol);
  const { messageId } = await replyFrom(w, contact);
  await drainAll(w);
  expect(await stateOf(w, `email:${messageId}`)).toMatchObject({ state: 'done' });
  expect(await stateOf(w, `task:${messageId}`)).toMatchObject({ state: 'done' });
  expect(kindsOn(w, 'contacts', record.id)).toEqual(['email', 'email', 'event', 'event', 'task', 'task']);
});

test('HubSpot is asked again after ten minutes, not before', async () => {
  await using w = await world();
  const { record, contact } = await replied(w);
  join(w, record.id, 'companies', company(w, 'Padaria Sol'));
  await drainAll(w);
  expect(reads(w)).toHaveLength(2);
  await replyFrom(w, contact);
  await drainAll(w);
  expect(reads(w)).toHaveLength(2);
  w.clock.advance('11m');
  await replyFrom(w, contact);
  await drainAll(w);
  expect(reads(w)).toHaveLength(4);
});

test('1,000 replies of contacts with a company and a deal each take at most 60 calls and those that read', async () => {
  await using w = await world();
  const { hubspotIds } = await manyReplies(w, 1000);
  const companies = hubspotIds.map((id, n) => {
    const [own, open] = [company(w, `Company ${n}`), deal(w, `Deal ${n}`)];
    join(w, id, 'companies', own);
    join(w, id, 'deals', open);
    return own;
  });
  expect(await syncPortal(w.drain)).toMatchObject({ done: 4000, failed: 0, waiting: 0 });
  for (const [n, id] of hubspotIds.entries()) {
    expect(written(w, id)).toEqual(ONCE);
    expect(kindsOn(w, 'companies', companies[n]!)).toEqual(['email', 'task']);
  }
  const calls = w.hubspot.calls();
  const count = (path: RegExp) => reads(w).filter((call) => path.test(call.path)).length;
  const named = {
    companies: count(/companies/),
    deals: count(/associations.*deals/),
    stages: count(/objects\/.*deals/),
  };
  console.log(`1,000 replies with both: ${calls.length} calls, of which ${JSON.stringify(named)}`);
  // Two claims: associations of 500 contacts are one call each, the stages of 500 deals five.
  expect(reads(w).length).toBeLessThanOrEqual(14);
  expect(calls.length - reads(w).length).toBeLessThanOrEqual(60);
});
