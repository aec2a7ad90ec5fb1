import { expect, test } from 'vitest';
import { z } from 'zod';
import { findContact } from '../../../lib/conversations/contacts.ts';
import { applyEvent } from '../../../lib/hubspot/apply-event.ts';
import { syncPortal } from '../../../lib/hubspot/sync/sync-portal.ts';
import { hubSpotEvent } from '../../../lib/hubspot/webhook-event.ts';
import { drainAll, KEYRING, ourContact, replyFrom, stateOf, type World, world } from '../support.ts';
import { manyReplies, ONCE, written } from './many-replies.ts';

/** The stand-in's events of what a person did, applied in this order. */
async function apply(
  w: World,
  order: (events: Awaited<ReturnType<typeof eventsOf>>) => Awaited<ReturnType<typeof eventsOf>> = (events) => events,
) {
  const dependencies = {
    sql: w.sql,
    transact: w.drain.transact,
    client: w.client,
    appId: String(w.hubspot.app.appId),
    keyring: KEYRING,
    now: w.clock.now,
  };
  for (const event of order(await eventsOf(w))) await applyEvent(dependencies, hubSpotEvent.parse(event));
}
const eventsOf = async ({ hubspot }: World) => hubspot.webhooks.pending();

function two(w: World) {
  // Nobody listens: the events stay with the stand-in until the test takes them.
  w.hubspot.webhooks.setTarget('http://127.0.0.1:9/');
  const [a, b] = w.hubspot.contacts();
  return { a: a!, b: b! };
}

test('two contacts merged while their replies wait: everything lands on the surviving one', async () => {
  await using w = await world();
  const { a, b } = two(w);
  const [ours, theirs] = [await ourContact(w, a.id, a.properties.email), await ourContact(w, b.id, b.properties.email)];
  await replyFrom(w, ours, { receivedAt: new Date('2026-11-20T09:00:00Z'), analyzed: { response_type: 'standard' } });
  const later = await replyFrom(w, theirs, {
    receivedAt: new Date('2026-11-20T10:00:00Z'),
    analyzed: { response_type: 'needs_handling' },
  });
  const survivor = w.hubspot.person.mergeContacts(a.id, b.id);
  await drainAll(w);
  await apply(w);
  await drainAll(w);
  const contact = await findContact(w.sql, w.portalId, survivor.id);
  expect(contact).toMatchObject({ replyCount: 2, deletedAt: null });
  expect(contact?.addresses.sort()).toEqual([a.properties.email, b.properties.email].sort());
  expect(await findContact(w.sql, w.portalId, a.id)).toBeNull();
  expect(w.hubspot.timeline(survivor.id).filter(({ kind }) => kind === 'email')).toHaveLength(2);
  expect(w.hubspot.contact(survivor.id)?.properties).toMatchObject({
    reply_response_type: 'needs_handling',
    reply_last_received_at: '2026-11-20T10:00:00.000Z',
    reply_count: '2',
  });
  expect(await stateOf(w, `properties:${later.messageId}`)).toMatchObject({ state: 'done' });

  // A later reply to the old address: our rows know only the survivor.
  await replyFrom(w, contact!, {
    receivedAt: new Date('2026-11-21T10:00:00Z'),
    analyzed: { response_type: 'high_value' },
  });
  await drainAll(w);
  expect(w.hubspot.contact(survivor.id)?.properties).toMatchObject({
    reply_response_type: 'high_value',
    reply_count: '3',
  });
});

test.each(['as they came', 'the other way round'])('the events of a merge give the same, %s', async (name) => {
  await using w = await world();
  const { a, b } = two(w);
  const contact = await ourContact(w, b.id);
  await replyFrom(w, contact);
  await drainAll(w);
  const survivor = w.hubspot.person.mergeContacts(a.id, b.id);
  await apply(w, (events) => (name === 'as they came' ? events : events.toReversed()));
  await apply(w);
  await drainAll(w);
  expect(await findContact(w.sql, w.portalId, survivor.id)).toMatchObject({ id: contact.id, deletedAt: null });
  expect(w.hubspot.contact(survivor.id)?.properties.reply_response_type).toBe('high_value');
});

test('a merge in the middle of a drain', async () => {
  await using w = await world();
  const { hubspotIds } = await manyReplies(w, 120);
  const { request } = w.client;
  let merged: string | null = null;
  w.drain.client = {
    ...w.client,
    request: async (call) => {
      const answer = await request(call);
      if (!merged && call.path.endsWith('/events/batch'))
        merged = w.hubspot.person.mergeContacts(hubspotIds[3]!, hubspotIds[70]!).id;
      return answer;
    },
  };
  await drainAll(w);
  for (const [n, id] of hubspotIds.entries()) if (n !== 3 && n !== 70) expect(written(w, id)).toEqual(ONCE);
  expect(written(w, merged!)).toEqual({ emails: 2, events: 2, tasks: 2, properties: 'high_value' });
  const survivor = await findContact(w.sql, w.portalId, merged!);
  expect(survivor?.replyCount).toBe(2);
  expect(w.hubspot.contact(merged!)?.properties.reply_count).toBe('2');
});

test('a deleted contact keeps its writes until it is restored', async () => {
  await using w = await world();
  const { a } = two(w);
  const reply = await replyFrom(w, await ourContact(w, a.id));
  w.hubspot.person.deleteContact(a.id);
  await apply(w);
  expect(await syncPortal(w.drain)).toMatchObject({ done: 0, waiting: 0 });
  expect(await stateOf(w, `email:${reply.messageId}`)).toMatchObject({
    state: 'held',
    reason: 'contact_deleted',
  });
  w.hubspot.person.restoreContact(a.id);
  await apply(w);
  await drainAll(w);
  expect(written(w, a.id)).toEqual(ONCE);
});

test('a contact that was deleted unheard of is found out by the drain, and keeps nobody back', async () => {
  await using w = await world();
  const { hubspotIds, messageIds } = await manyReplies(w, 40);
  w.hubspot.person.deleteContact(hubspotIds[20]!);
  await drainAll(w);
  for (const [n, id] of hubspotIds.entries()) if (n !== 20) expect(written(w, id)).toEqual(ONCE);
  expect(await stateOf(w, `email:${messageIds[20]}`)).toMatchObject({ state: 'held' });
  expect(await stateOf(w, `properties:${messageIds[20]}`)).toMatchObject({ state: 'held' });
});

test('properties that somebody deleted are made again on the way', async () => {
  await using w = await world();
  const { a } = two(w);
  await replyFrom(w, await ourContact(w, a.id));
  await drainAll(w);
  await w.client.request({
    method: 'DELETE',
    path: '/crm/properties/2026-09/contacts/reply_sentiment',
    response: z.unknown(),
  });
  await replyFrom(w, await ourContact(w, a.id), { analyzed: { sentiment: 'negative' } });
  await drainAll(w);
  expect(w.hubspot.contact(a.id)?.properties.reply_sentiment).toBe('negative');
});

test('an owner who left the account does not keep a task from being made', async () => {
  await using w = await world();
  const { a } = two(w);
  const contact = await ourContact(w, a.id);
  await w.sql`update contacts set owner_id = '99999999' where id = ${contact.id}`;
  await replyFrom(w, contact);
  await drainAll(w);
  expect(written(w, a.id)).toEqual(ONCE);
  expect(w.hubspot.timeline(a.id).find(({ kind }) => kind === 'task')?.properties.hubspot_owner_id).toBeUndefined();
});
