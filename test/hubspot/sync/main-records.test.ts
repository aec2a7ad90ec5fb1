import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { syncPortal } from '../../../lib/hubspot/sync/sync-portal.ts';
import type { ObjectType } from '../../sandbox/hubspot/model.ts';
import { SCOPES } from '../../sandbox/hubspot/seed.ts';
import { askFor, drainAll, ourContact, replyFrom, stateOf, type World, world } from '../support.ts';
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

test('the company and the deal say of all their contacts when the last reply came, its type and who waits', async () => {
  await using w = await world({ settings: { language: 'pt' } });
  const { record, contact, reply } = await replied(w);
  const sol = company(w, 'Padaria Sol');
  const open = deal(w, 'Ovens');
  const other = w.hubspot.contacts()[1]!;
  for (const { id } of [record, other]) join(w, id, 'companies', sol);
  join(w, record.id, 'deals', open);
  await drainAll(w);
  const says = (type: ObjectType, id: string) => {
    const { reply_last_received_at, reply_waiting_since, reply_response_type } = w.hubspot.record(type, id)!.properties;
    return { at: reply_last_received_at, since: reply_waiting_since, type: reply_response_type };
  };
  const first = says('companies', sol);
  expect(first).toMatchObject({ type: 'high_value', since: first.at });
  expect(says('deals', open)).toEqual(first);
  w.clock.advance('1h');
  const later = await ourContact(w, other.id, other.properties.email);
  await replyFrom(w, later, { analyzed: { response_type: 'needs_handling' } });
  await drainAll(w);
  expect(says('companies', sol)).toMatchObject({ type: 'needs_handling', since: first.since });
  expect(says('companies', sol).at! > first.at!).toBe(true);
  expect(says('deals', open)).toEqual(first);
  // The first is answered: the second one waits still.
  await w.sql`update conversations set waiting_since = null where id = ${reply.conversationId}`;
  const about = { portalId: w.portalId, contactId: contact.id, conversationId: reply.conversationId };
  await askFor(w, [{ ...about, kind: 'waiting_property', key: 'waiting:answered' }]);
  await drainAll(w);
  expect(says('companies', sol).since! > first.since!).toBe(true);
  expect(says('deals', open).since).toBeUndefined();
  const labels = await w.client.request({
    method: 'GET',
    path: '/crm/properties/2026-09/companies/reply_waiting_since',
    response: z.object({ label: z.string(), groupName: z.string() }),
  });
  expect(labels).toMatchObject({ groupName: 'reply_tracking', label: expect.stringContaining('esde') });
});

test('what an account lets us make no properties for is summed up nowhere, and no step fails', async () => {
  const scopes = SCOPES.all.filter((scope) => !scope.startsWith('crm.schemas.companies'));
  await using w = await world({ scopes });
  const { record } = await replied(w);
  const sol = company(w, 'Padaria Sol');
  join(w, record.id, 'companies', sol);
  await drainAll(w);
  expect(w.hubspot.record('companies', sol)?.properties.reply_response_type).toBeUndefined();
  expect(kindsOn(w, 'companies', sol)).toEqual(['email', 'task']);
  const [row] = await w.sql`select count(*)::integer as count from effects where state <> 'done'`;
  expect(row?.count).toBe(0);
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
  expect(await syncPortal(w.drain)).toMatchObject({ done: 6000, failed: 0, waiting: 0 });
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
  const sums = calls.filter(({ path }) =>
    /(companies|deals)\/batch\/update|properties\/2026-09\/(companies|deals)/.test(path),
  );
  console.log(`of which ${sums.length} for what companies and deals say`);
  expect(sums.length).toBeLessThanOrEqual(32);
  expect(calls.length - reads(w).length - sums.length).toBeLessThanOrEqual(60);
});
