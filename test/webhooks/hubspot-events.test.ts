import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { findContact } from '../../lib/conversations/contacts.ts';
import { applyEvents } from '../../lib/jobs/apply-events.ts';
import { retryAndWake } from '../../lib/outbox/add-effects.ts';
import { listAttention } from '../../lib/outbox/attention.ts';
import { createHubSpotEvents } from '../../webhooks/hubspot-events.ts';
import { askFor, drainAll, ourContact, replyFrom } from '../hubspot/support.ts';
import { PUBLIC_URL, type Receiver, receiver } from './support.ts';

const TARGET = `${PUBLIC_URL}/webhooks/hubspot-events`;

async function listening(): Promise<Receiver> {
  const r = await receiver(({ hubspot, queue, clock, drain }) => ({
    '/webhooks/hubspot-events': createHubSpotEvents({
      publicUrl: PUBLIC_URL,
      clientSecret: hubspot.app.clientSecret,
      appId: String(hubspot.app.appId),
      queue,
      now: clock.now,
      refused: () => {},
      log: drain.log,
    }),
  }));
  r.hubspot.webhooks.setTarget(TARGET);
  return r;
}

/** What the jobs of a worker have at hand. */
const contextOf = ({ sql, queue, clock, drain, client, hubspot }: Receiver) =>
  ({
    sql,
    queue,
    keyring: drain.keyring,
    now: clock.now,
    log: drain.log,
    hubSpotAppId: String(hubspot.app.appId),
    portalClient: () => client,
  }) as never;

/** Does what is due, as a worker would, and returns how many events are done since. */
async function work(r: Receiver): Promise<number> {
  const done = async () =>
    (
      await r.sql<{ n: number }[]>`
        select count(*)::integer as n from effects where kind = 'hubspot_event' and state = 'done'`
    )[0]!.n;
  const before = await done();
  const jobs = await r.sql<{ data: { portalId: number } }[]>`
    delete from pgboss.job where name = 'apply-events' and start_after <= now() returning data`;
  for (const { data } of jobs) await applyEvents(contextOf(r), data);
  return (await done()) - before;
}

test('a status that a person sets in HubSpot is theirs, with name and time, and stands on the timeline', async () => {
  await using r = await listening();
  const { id } = r.hubspot.contacts()[0]!;
  const contact = await ourContact(r, id);
  await replyFrom(r, contact);
  await drainAll(r);
  r.hubspot.person.setProperties(id, { reply_outreach_status: 'interested' });
  await r.hubspot.webhooks.idle();
  expect(await work(r)).toBe(1);
  expect(await findContact(r.sql, r.portalId, id)).toMatchObject({ outreachStatus: 'interested' });
  const [change] = await r.sql`select author, change from messages where kind = 'status_change'`;
  expect(change).toMatchObject({
    author: { userId: '8150101', name: 'Ana Souza' },
    change: { from: 'not_contacted', to: 'interested', automatic: false },
  });
  await drainAll(r);
  const event = r.hubspot.timeline(id).find(({ eventTypeName }) => eventTypeName === 'outreach_status_changed');
  expect(event?.properties).toMatchObject({ new_status: 'interested', changed_by: 'person' });
});

test('our own write comes back and changes nothing', async () => {
  await using r = await listening();
  const { id } = r.hubspot.contacts()[0]!;
  const contact = await ourContact(r, id);
  await replyFrom(r, contact);
  await drainAll(r);
  await r.sql`update contacts set outreach_status = 'contacted'`;
  const about = { portalId: r.portalId, contactId: contact.id };
  await askFor(r, [{ ...about, kind: 'status_property', key: 's' }]);
  await drainAll(r);
  expect(r.hubspot.contact(id)?.properties.reply_outreach_status).toBe('contacted');
  await r.hubspot.webhooks.idle();
  expect(await work(r)).toBe(0);
});

/** A person sets the outreach status. */
const statusChange = (r: Receiver, objectId: string, propertyValue: string, occurredAt: number) => ({
  eventId: occurredAt,
  subscriptionId: 1,
  appId: 1,
  portalId: r.portalId,
  occurredAt,
  subscriptionType: 'object.propertyChange',
  attemptNumber: 0,
  objectId: Number(objectId),
  objectTypeId: '0-1',
  changeSource: 'CRM_UI',
  sourceId: 'userId:8150101',
  propertyName: 'reply_outreach_status',
  propertyValue,
});

test('an older change that arrives late does not undo a newer one', async () => {
  await using r = await listening();
  const { id } = r.hubspot.contacts()[0]!;
  await replyFrom(r, await ourContact(r, id));
  await drainAll(r);
  const at = r.clock.now().getTime();
  const change = (value: string, occurredAt: number) => statusChange(r, id, value, occurredAt);
  await r.hubspot.webhooks.post([change('converted', at + 2000), change('interested', at + 1000)] as never);
  await work(r);
  await r.hubspot.webhooks.post([change('not_interested', at + 500)] as never);
  await work(r);
  expect(await findContact(r.sql, r.portalId, id)).toMatchObject({ outreachStatus: 'converted' });
});

test('a status set there and back again stays, also when the way back is heard of first', async () => {
  await using r = await listening();
  const { id } = r.hubspot.contacts()[0]!;
  await replyFrom(r, await ourContact(r, id));
  await drainAll(r);
  const at = r.clock.now().getTime();
  for (const [value, occurredAt] of [
    ['not_contacted', at + 2000],
    ['interested', at + 1000],
  ] as const) {
    await r.hubspot.webhooks.post([statusChange(r, id, value, occurredAt)] as never);
    await work(r);
  }
  expect(await findContact(r.sql, r.portalId, id)).toMatchObject({ outreachStatus: 'not_contacted' });
});

test('a hundred events are taken in under a second, and taken once however often they come', async () => {
  await using r = await listening();
  for (let n = 0; n < 100; n++) await ourContact(r, String(90200000 + n));
  const events = Array.from({ length: 100 }, (_, n) => ({
    eventId: 7,
    portalId: r.portalId,
    occurredAt: 1_795_000_000_000 + n,
    subscriptionType: 'object.deletion',
    objectId: 90200000 + n,
    attemptNumber: 0,
  }));
  const start = performance.now();
  expect(await r.hubspot.webhooks.post(events as never)).toBe(200);
  console.log(`100 events: ${Math.round(performance.now() - start)} ms`);
  expect(
    await r.hubspot.webhooks.post(events.map((event) => ({ ...event, attemptNumber: 1 })).toReversed() as never),
  ).toBe(200);
  expect(await work(r)).toBe(100);
});

/** A contact deleted in HubSpot. */
const deletion = (r: Receiver, objectId: string, subscriptionType = 'contact.deletion') => ({
  eventId: 8,
  portalId: r.portalId,
  occurredAt: r.clock.now().getTime(),
  subscriptionType,
  objectId: Number(objectId),
  attemptNumber: 0,
});

const eventState = async (r: Receiver) => {
  const [row] = await r.sql<{ state: string; reason: string; attempts: number; runAfter: Date }[]>`
    select state, reason, attempts, run_after as "runAfter" from effects where kind = 'hubspot_event'`;
  return row;
};

/** A worker that comes as often as it is asked to, for so many days. */
async function workFor(r: Receiver, days: number): Promise<void> {
  const end = r.clock.now().getTime() + days * 86_400_000;
  for (;;) {
    await applyEvents(contextOf(r), { portalId: r.portalId });
    const event = await eventState(r);
    if (event?.state !== 'pending' || event.runAfter.getTime() > end) return;
    r.clock.set(event.runAfter);
  }
}

test('a deletion that HubSpot lets nobody look up for two days is done when it does', async () => {
  await using r = await listening();
  const { id } = r.hubspot.contacts()[0]!;
  await ourContact(r, id);
  r.hubspot.person.deleteContact(id);
  await r.hubspot.webhooks.idle();
  r.hubspot.fault({ effect: 503 });
  await workFor(r, 2);
  expect(await eventState(r)).toMatchObject({ state: 'pending', reason: 'hubspot_failed' });
  r.hubspot.clearFaults();
  await workFor(r, 1);
  expect(await eventState(r)).toMatchObject({ state: 'done' });
  expect((await findContact(r.sql, r.portalId, id))?.deletedAt).not.toBeNull();
});

test('after days a person sees it, with the reason, and can have it tried again', async () => {
  await using r = await listening();
  const { id } = r.hubspot.contacts()[0]!;
  const contact = await ourContact(r, id);
  r.hubspot.person.deleteContact(id);
  await r.hubspot.webhooks.idle();
  r.hubspot.fault({ effect: 503 });
  await workFor(r, 6);
  const [shown] = await listAttention(r.sql, { portalId: r.portalId, contactId: contact.id, limit: 5 });
  expect(shown).toMatchObject({
    kind: 'hubspot_event',
    state: 'needs_attention',
    reason: { code: 'hubspot_failed' },
    nextStep: 'retry',
  });
  r.hubspot.clearFaults();
  await r.queue.transact((tx) => retryAndWake(tx, { portalId: r.portalId, id: shown!.effectId }, r.clock.now()));
  expect(await work(r)).toBe(1);
});

test('an erasure waits for nobody, not for a portal that is stopped either', async () => {
  await using r = await listening();
  const { id } = r.hubspot.contacts()[0]!;
  await ourContact(r, id);
  r.hubspot.fault({ effect: 429 });
  await r.hubspot.webhooks.post([deletion(r, id, 'contact.privacyDeletion')] as never);
  await work(r);
  expect(await findContact(r.sql, r.portalId, id)).toBeNull();
});

test('a fault of ours with one event keeps no other back, and is shown before an hour is over', async () => {
  await using r = await listening();
  const [first, second] = r.hubspot.contacts();
  await ourContact(r, first!.id);
  await ourContact(r, second!.id);
  r.hubspot.person.deleteContact(second!.id);
  await r.hubspot.webhooks.idle();
  await r.hubspot.webhooks.post([deletion(r, first!.id)] as never);
  await r.sql`update effects set details = '{}' where details->>'objectId' = ${first!.id}`;
  const end = r.clock.now().getTime() + 3_600_000;
  while (r.clock.now().getTime() < end) {
    await applyEvents(contextOf(r), { portalId: r.portalId });
    r.clock.advance(60_000);
  }
  const [shown, ...others] = await listAttention(r.sql, { portalId: r.portalId, limit: 5 });
  expect(shown).toMatchObject({ kind: 'hubspot_event', reason: { code: 'event_not_applied' } });
  expect(others).toEqual([]);
  expect((await findContact(r.sql, r.portalId, second!.id))?.deletedAt).not.toBeNull();
});

describe('what does not concern us is answered with 200, and nothing else is', () => {
  const post = async (r: Receiver, body: string, headers: Record<string, string> = {}) => {
    const timestamp = String(r.clock.now().getTime());
    const signature = createHmac('sha256', r.hubspot.app.clientSecret)
      .update(`POST${TARGET}${body}${timestamp}`)
      .digest('base64');
    const signed = { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': timestamp, ...headers };
    return (await fetch(`${r.url}/webhooks/hubspot-events`, { method: 'POST', body, headers: signed })).status;
  };

  test.each([
    [
      'an event type that we do not know',
      '[{"subscriptionType":"company.creation","portalId":1,"objectId":1,"occurredAt":1}]',
    ],
    [
      'another property',
      '[{"subscriptionType":"object.propertyChange","propertyName":"email","portalId":1,"objectId":1,"occurredAt":1}]',
    ],
    ['an event without an account', '[{"subscriptionType":"object.deletion","objectId":1}]'],
    ['an empty list', '[]'],
    ['an object', '{}'],
    ['no JSON', '<xml/>'],
    ['nothing', ''],
  ])('%s', async (_name, body) => {
    await using r = await listening();
    expect(await post(r, body)).toBe(200);
    expect(await work(r)).toBe(0);
  });

  test.each([
    ['no signature', { 'x-hubspot-signature-v3': '' }],
    ['a wrong one', { 'x-hubspot-signature-v3': 'AAAA' }],
    ['an old one', { 'x-hubspot-request-timestamp': '1693657560000' }],
  ])('%s: 401, and nothing is taken', async (_name, headers) => {
    await using r = await listening();
    const body = JSON.stringify([
      { subscriptionType: 'contact.privacyDeletion', portalId: r.portalId, objectId: 1, occurredAt: 1 },
    ]);
    expect(await post(r, body, headers)).toBe(401);
    expect(await work(r)).toBe(0);
  });
});
