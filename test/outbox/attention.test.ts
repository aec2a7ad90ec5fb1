import { afterAll, beforeAll, expect, test } from 'vitest';
import { addEffects, type NewEffect } from '../../lib/outbox/add-effects.ts';
import { countAttention, countFailedMails, listAttention } from '../../lib/outbox/attention.ts';
import { reason } from '../../lib/outbox/reasons.ts';
import { PORTAL_ID, world } from '../conversations/support.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { transactions } from '../support/transact.ts';
import { failAttempt } from './support.ts';

const now = new Date('2026-11-20T10:00:00Z');
let database: TestDatabase;
let contactId: string;
let messageId: string;
beforeAll(async () => {
  database = await testDatabase();
  const w = await world(database.sql, now);
  contactId = w.contact.id;
  messageId = (await w.message()).id;
});
afterAll(() => database.close());

let keys = 0;
async function add(changes: Partial<NewEffect> & Pick<NewEffect, 'kind'>): Promise<string> {
  const effect = { portalId: PORTAL_ID, contactId, key: `k${keys++}`, ...changes } as NewEffect;
  return [...(await transactions(database.sql).transact((tx) => addEffects(tx, [effect], now))).values()][0]!;
}
const listed = async (limit = 50) =>
  (await listAttention(database.sql, { portalId: PORTAL_ID, limit })).map(({ effectId }) => effectId);

test('what waits for a person is listed newest first, with why and what helps; nothing else is', async () => {
  const pending = await add({ kind: 'note' });
  const failed = await add({ kind: 'task' });
  const refused = { code: 'hubspot_refused', details: { status: 400, said: 'no' } } as const;
  const failure = { state: 'needs_attention', reason: refused, nextStep: 'correct_and_retry' } as const;
  await failAttempt(database.sql, failed, failure, new Date('2026-11-20T11:00:00Z'));
  const unknown = await add({ kind: 'tracked_send' });
  await failAttempt(database.sql, unknown, { state: 'unknown', reason: reason('sendgrid_silent') }, now);
  expect(await listed()).toEqual([unknown, failed]);
  expect(await listed(1)).toEqual([unknown]);
  expect(await listed()).not.toContain(pending);
  const [, row] = await listAttention(database.sql, { portalId: PORTAL_ID, limit: 50 });
  expect(row).toEqual({
    effectId: failed,
    kind: 'task',
    state: 'needs_attention',
    hubspotId: expect.any(String),
    contactName: 'Max',
    reason: refused,
    nextStep: 'correct_and_retry',
    since: new Date('2026-11-20T11:00:00Z'),
  });
});

test('of what an unknown sender holds back one row stands for all; a held email is its own', async () => {
  const before = await countAttention(database.sql, { portalId: PORTAL_ID });
  const first = await add({ kind: 'event', messageId, state: 'held' });
  await add({ kind: 'properties', messageId, state: 'held' });
  const email = await add({ kind: 'tracked_send', messageId, state: 'held' });
  expect((await listed()).slice(0, 2)).toEqual([email, first]);
  expect(await countAttention(database.sql, { portalId: PORTAL_ID })).toBe(before + 2);
});

test('another contact’s and another portal’s are not counted', async () => {
  const other = await world(database.sql, now);
  expect(await countAttention(database.sql, { portalId: PORTAL_ID, contactId: other.contact.id })).toBe(0);
  expect(await countAttention(database.sql, { portalId: PORTAL_ID + 1 })).toBe(0);
  expect(await countAttention(database.sql, { portalId: PORTAL_ID, contactId })).toBeGreaterThan(0);
});

test('mails that failed are counted since a time; writes to HubSpot are no mails', async () => {
  const count = (since: Date) => countFailedMails(database.sql, PORTAL_ID, since);
  const before = await count(now);
  const forward = await add({ kind: 'forward' });
  await failAttempt(database.sql, forward, { state: 'needs_attention', reason: reason('not_composed') }, now);
  const note = await add({ kind: 'note' });
  await failAttempt(database.sql, note, { state: 'needs_attention', reason: reason('hubspot_silent') }, now);
  expect(await count(now)).toBe(before + 1);
  expect(await count(new Date(now.getTime() + 1))).toBe(0);
});
