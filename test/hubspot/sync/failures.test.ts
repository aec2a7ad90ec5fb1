import { expect, test } from 'vitest';
import { sealBody } from '../../../lib/conversations/message-bodies.ts';
import { syncPortal } from '../../../lib/hubspot/sync/sync-portal.ts';
import type { FaultRequest } from '../../sandbox/faults.ts';
import { drainAll, KEYRING, ourContact, replyFrom, stateOf, type World, world } from '../support.ts';
import { manyReplies, ONCE, written } from './many-replies.ts';

const CREATE = '/(emails|tasks|notes)/batch/create';

/** HubSpot's troubles, each against the same drain: everything has to be there exactly once in the end. */
const TROUBLES: Record<string, FaultRequest[]> = {
  '429 for 30 s': [{ effect: 'ten-secondly', forMs: 30_000 }],
  'the daily limit': [{ effect: 'daily', times: 3, skip: 4 }],
  '503 for two minutes': [{ effect: 503, forMs: 120_000 }],
  '500 on every other creation': [
    { match: CREATE, effect: 500, times: 2 },
    { match: CREATE, effect: 500, times: 2, skip: 2 },
  ],
  'answers lost after emails were created': [{ match: '/emails/batch/create', effect: 'lost-answer', times: 2 }],
  'answers lost after tasks were created': [{ match: '/tasks/batch/create', effect: 'lost-answer', times: 1, skip: 1 }],
  'answers lost after events were taken': [{ match: '/events/batch', effect: 'lost-answer', times: 3 }],
  'answers lost after properties were written': [{ match: '/contacts/batch/update', effect: 'lost-answer', times: 2 }],
  'lost answers, then a limit while they are looked up': [
    { match: '/emails/batch/create', effect: 'lost-answer', times: 1 },
    { match: '/associations/', effect: 'ten-secondly', times: 2 },
  ],
  'a lock on the records': [{ match: CREATE, effect: 423, times: 3 }],
  'a move to another data centre': [{ effect: 477, times: 1, skip: 5, headers: { 'retry-after': '7200' } }],
  'a proxy that gives up': [{ match: CREATE, effect: 524, times: 3 }],
};

for (const [name, faults] of Object.entries(TROUBLES)) {
  test(`${name}: everything is in HubSpot exactly once`, async () => {
    await using w = await world();
    const { hubspotIds } = await manyReplies(w, 250);
    for (const fault of faults) w.hubspot.fault(fault);
    await drainAll(w);
    for (const id of hubspotIds) expect(written(w, id)).toEqual(ONCE);
    expect(await states(w)).toEqual({ done: 1000 });
  });
}

test('a request that hangs is given up after its timeout, and its socket closed', async () => {
  await using w = await world({ timeoutMs: 200 });
  const { hubspotIds } = await manyReplies(w, 3);
  w.hubspot.fault({ match: '/emails/batch/create', effect: 'hang', times: 1 });
  await drainAll(w);
  for (const id of hubspotIds) expect(written(w, id)).toEqual(ONCE);
});

test('while the account has to wait nothing is sent, and the drain says until when', async () => {
  await using w = await world();
  await manyReplies(w, 3);
  w.hubspot.fault({ match: '/emails/batch/create', effect: 'daily', times: 1 });
  const first = await syncPortal(w.drain);
  const calls = w.hubspot.calls().length;
  const second = await syncPortal(w.drain);
  expect(w.hubspot.calls()).toHaveLength(calls);
  // Midnight in São Paulo is 03:00 UTC.
  expect(first.dueAt?.toISOString()).toMatch(/T03:00:00.000Z$/);
  expect(second.dueAt).toEqual(first.dueAt);
  expect(first.waiting).toBe(12);
});

test('an input on which HubSpot breaks ends up alone, the others go on', async () => {
  await using w = await world();
  const { hubspotIds } = await manyReplies(w, 30);
  const broken = w.hubspot.contact(hubspotIds[11]!)!;
  // 500 whenever the batch holds this contact: an answer that names no culprit.
  const request = w.client.request;
  w.drain.client = {
    ...w.client,
    request: (call) => {
      const isBroken =
        call.path.endsWith('/emails/batch/create') && JSON.stringify(call.body).includes(`"${broken.id}"`);
      if (isBroken && !broken.archivedAt) w.hubspot.fault({ match: '/emails/batch/create', effect: 500, times: 1 });
      return request(call);
    },
  };
  for (let n = 0; n < 12; n++) {
    const { dueAt } = await syncPortal(w.drain);
    if (dueAt && dueAt > w.clock.now()) w.clock.set(new Date(dueAt.getTime() + 1));
  }
  for (const id of hubspotIds) {
    if (id !== broken.id) expect(written(w, id)).toEqual(ONCE);
  }
  expect(written(w, broken.id)).toMatchObject({ emails: 0 });
});

test('a fault of ours with one mail keeps no other back, and a person sees it', async () => {
  await using w = await world();
  const { hubspotIds, messageIds } = await manyReplies(w, 30);
  const body = sealBody({ full: 'Prices', new: 'Prices', html: '<p>poison</p>' }, KEYRING);
  await w.sql`update messages set body = ${body.bytes}, body_key_id = ${body.keyId} where id = ${messageIds[11]!}`;
  w.drain.safeHtml = () => Promise.reject(new TypeError('poison'));
  await drainAll(w);
  for (const [n, id] of hubspotIds.entries()) {
    if (n !== 11) expect(written(w, id)).toEqual(ONCE);
  }
  expect(written(w, hubspotIds[11]!)).toMatchObject({ emails: 0 });
  expect(await stateOf(w, `email:${messageIds[11]}`)).toMatchObject({
    state: 'unknown',
    next_step: 'look_and_retry',
    reason: 'not_prepared',
  });
});

test('a fault of ours after HubSpot took a batch writes nothing twice', async () => {
  await using w = await world();
  const { hubspotIds } = await manyReplies(w, 20);
  let faults = 3;
  const { request } = w.client;
  w.drain.client = {
    ...w.client,
    async request(call) {
      const response = await request(call);
      if (/(emails|tasks)\/batch\/create$/.test(call.path) && faults-- > 0) throw new RangeError('a fault of ours');
      return response;
    },
  };
  await drainAll(w);
  expect(faults).toBeLessThanOrEqual(0);
  for (const id of hubspotIds) expect(written(w, id)).toEqual(ONCE);
});

test('a permission that is missing is named, with the way to it', async () => {
  await using w = await world();
  const contact = await ourContact(w, w.hubspot.contacts()[0]!.id);
  // Our row still says that email objects are granted; HubSpot knows better.
  w.hubspot.install({ scopes: w.hubspot.portal().grantableScopes.filter((scope) => scope !== 'sales-email-read') });
  const granted = w.hubspot.portal().grantableScopes;
  await w.sql`update portals set access_tokens_expire_at = 'epoch'`;
  const reply = await replyFrom(w, contact);
  await drainAll(w);
  await w.sql`update portals set scopes = ${granted}`;
  const again = await replyFrom(w, contact);
  await drainAll(w);
  void reply;
  expect(await stateOf(w, `email:${again.messageId}`)).toMatchObject({ state: 'needs_attention' });
  expect((await stateOf(w, `email:${again.messageId}`))?.next_step).toBe('grant_permission');
});

async function states({ sql }: World): Promise<Record<string, number>> {
  const rows = await sql<
    { state: string; count: number }[]
  >`select state, count(*)::int as count from effects group by state`;
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

test('a row that we cannot prepare is shown, and keeps nobody back', async () => {
  await using w = await world();
  const { hubspotIds, messageIds } = await manyReplies(w, 5);
  await w.sql`update analyses set fields = '{}' where message_id = ${messageIds[2]!}`;
  await drainAll(w);
  for (const [n, id] of hubspotIds.entries()) if (n !== 2) expect(written(w, id)).toEqual(ONCE);
  expect(await stateOf(w, `properties:${messageIds[2]}`)).toMatchObject({
    state: 'needs_attention',
    reason: 'not_prepared',
    details: { error: 'TypeError' },
  });
});
