import { expect, test, vi } from 'vitest';
import { syncPortal } from '../../../lib/hubspot/sync/sync-portal.ts';
import { stateOf, world } from '../support.ts';
import { manyReplies, ONCE, written } from './many-replies.ts';

// What is held here is the number of calls; on a busy machine the embedded database takes more than half a minute.
vi.setConfig({ testTimeout: 120_000 });

test('1,000 replies of 1,000 contacts take at most 60 calls', async () => {
  await using w = await world();
  const { hubspotIds } = await manyReplies(w, 1000);
  const drained = await syncPortal(w.drain);
  expect(drained).toMatchObject({ done: 4000, failed: 0, waiting: 0 });
  for (const id of hubspotIds) expect(written(w, id)).toEqual(ONCE);
  const calls = w.hubspot.calls();
  console.log(`1,000 replies: ${calls.length} calls`);
  expect(calls.length).toBeLessThanOrEqual(60);
  expect(calls.filter(({ status }) => status >= 400)).toEqual([]);
  const times = calls.map(({ at }) => Date.parse(at));
  const windows = times.map((start) => times.filter((time) => time >= start && time < start + 10_000).length);
  expect(Math.max(...windows)).toBeLessThanOrEqual(100);
  // The timeline item stands there before the property that a workflow starts on.
  const firstEmail = calls.findIndex(({ path }) => path.endsWith('/emails/batch/create'));
  const firstUpdate = calls.findIndex(({ path }) => path.endsWith('/contacts/batch/update'));
  expect(firstEmail).toBeLessThan(firstUpdate);
});

test('a contact that a rule of the account refuses keeps nobody else back', async () => {
  await using w = await world();
  const { hubspotIds, messageIds } = await manyReplies(w, 1000);
  const poisoned = 517;
  w.hubspot.person.setProperties(hubspotIds[poisoned]!, { company: '' });
  w.hubspot.person.requireProperties(['company']);
  const drained = await syncPortal(w.drain);
  expect(drained).toMatchObject({ done: 3999, failed: 1, waiting: 0 });
  for (const [n, id] of hubspotIds.entries()) {
    expect(written(w, id)).toEqual(n === poisoned ? { ...ONCE, properties: null } : ONCE);
  }
  const refused = await stateOf(w, `properties:${messageIds[poisoned]}`);
  expect(refused).toMatchObject({ state: 'needs_attention' });
  expect(refused?.reason).toBe('hubspot_refused_property');
  expect(refused?.details).toEqual({
    status: 400,
    property: 'company',
    said: expect.stringContaining('"company" is required by a rule of this account'),
  });
  expect(refused?.next_step).toBe('correct_and_retry');
  const bisection = w.hubspot.calls().filter(({ path, status }) => path.includes('/contacts/batch/') && status !== 200);
  console.log(`one poisoned contact: ${w.hubspot.calls().length} calls, ${bisection.length} of them refused`);
});
