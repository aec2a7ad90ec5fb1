import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  blockedByOlder,
  giveBack,
  nextDue,
  OLDER_FIRST,
  stillClaimed,
  tryAgain,
} from '../../../lib/hubspot/sync/claim.ts';
import { addEffects, type NewEffect } from '../../../lib/outbox/add-effects.ts';
import { claimEffects, getEffect, HUBSPOT_EFFECTS } from '../../../lib/outbox/effects.ts';
import { reason } from '../../../lib/outbox/reasons.ts';
import { PORTAL_ID, world } from '../../conversations/support.ts';
import { failAttempt } from '../../outbox/support.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { transactions } from '../../support/transact.ts';

const now = new Date('2026-11-20T10:00:00Z');
const at = (ms: number) => new Date(now.getTime() + ms);
let database: TestDatabase;
let contactId: string;
let otherId: string;
beforeAll(async () => {
  database = await testDatabase();
  contactId = (await world(database.sql, now)).contact.id;
  otherId = (await world(database.sql, now)).contact.id;
});
afterAll(() => database.close());
beforeEach(() => database.sql`delete from effects`);

async function add(...effects: Partial<NewEffect>[]): Promise<string[]> {
  const rows = effects.map(
    (one, n) => ({ portalId: PORTAL_ID, contactId, kind: 'note', key: `k${n}`, ...one }) as NewEffect,
  );
  const ids = await transactions(database.sql).transact((tx) => addEffects(tx, rows, now));
  return rows.map(({ key }) => ids.get(key)!);
}
const claim = (when = now, limit = 10) =>
  claimEffects(database.sql, { portalId: PORTAL_ID, kinds: HUBSPOT_EFFECTS, limit, now: when, leaseMs: 1000 });
const effect = async (id: string) => (await getEffect(database.sql, id))!;

test('a contact’s later writes wait for an older one that is tried again; other contacts’ do not', async () => {
  const { sql } = database;
  const [older, later, others] = await add({}, {}, { contactId: otherId });
  await claim(now, 1);
  await failAttempt(sql, older!, { state: 'pending', reason: reason('hubspot_silent'), runAfter: at(5000) }, now);
  const claimed = await claim();
  expect(claimed.map(({ id }) => id)).toEqual([later, others]);
  expect(await blockedByOlder(sql, PORTAL_ID, claimed)).toEqual(new Map([[later, at(5000)]]));
});

test('an older write that is under way blocks until its lease ends; one that a person sees blocks nobody', async () => {
  const { sql } = database;
  const [older] = await add({}, {}, { kind: 'forward' });
  await claim(now, 1);
  const claimed = await claim();
  expect([...(await blockedByOlder(sql, PORTAL_ID, claimed)).values()]).toEqual([at(1000)]);
  await failAttempt(sql, older!, { state: 'needs_attention', reason: reason('hubspot_unclear') }, now);
  expect((await blockedByOlder(sql, PORTAL_ID, claimed)).size).toBe(0);
});

test('an older write that had no attempt yet and a mail to the rep block nobody', async () => {
  const { sql } = database;
  await add({ runAfter: at(9000) }, { kind: 'forward' }, {});
  const claimed = await claim();
  expect(claimed).toHaveLength(1);
  expect((await blockedByOlder(sql, PORTAL_ID, claimed)).size).toBe(0);
});

test('what is given back had no attempt; what is still to be looked up keeps its look', async () => {
  const { sql } = database;
  const [lost] = await add({});
  await claim(now, 1);
  const [fresh] = await add({ key: 'fresh' });
  const claimed = await claim(at(1001));
  await giveBack(sql, claimed, at(3000), OLDER_FIRST);
  expect(await effect(lost!)).toMatchObject({ state: 'sending', attempts: 2, reason: OLDER_FIRST });
  expect(await effect(fresh!)).toMatchObject({ state: 'pending', attempts: 0, runAfter: at(3000), reason: null });
  expect((await claim(at(3001))).map(({ recovered }) => recovered)).toEqual([true, false]);
});

test('an attempt without an answer is tried again until its last, which a person sees', async () => {
  const { sql } = database;
  const [first, last] = await add({}, {});
  await sql`update effects set attempts = 1 where id = ${last!}`;
  const claimed = await claim();
  const failed = { code: 'hubspot_failed', details: { status: 500 } } as const;
  const attempt = { retryAt: at(2000), now, reason: failed, maxAttempts: 2 };
  await tryAgain(sql, claimed, { ...attempt, uncertain: false });
  expect(await effect(first!)).toMatchObject({ state: 'pending', runAfter: at(2000), reason: failed });
  expect(await effect(last!)).toMatchObject({ state: 'needs_attention', nextStep: 'retry', reason: failed });
  await sql`update effects set state = 'sending' where id = ${last!}`;
  await tryAgain(sql, claimed, { ...attempt, uncertain: true });
  expect(await effect(last!)).toMatchObject({ state: 'unknown', nextStep: 'look_and_retry' });
});

test('what was ended meanwhile is no longer claimed, and the next due says when', async () => {
  const { sql } = database;
  const [one, two] = await add({}, {}, { runAfter: at(500) }, { kind: 'forward' });
  expect(await nextDue(sql, PORTAL_ID)).toEqual({ waiting: 3, at: now });
  await claim();
  await failAttempt(sql, two!, { state: 'cancelled', reason: reason('contact_erased') }, now);
  expect([...(await stillClaimed(sql, [one!, two!]))]).toEqual([one]);
  expect(await nextDue(sql, PORTAL_ID)).toEqual({ waiting: 2, at: at(500) });
  expect(await nextDue(sql, PORTAL_ID + 1)).toEqual({ waiting: 0, at: null });
});
