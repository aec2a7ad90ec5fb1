import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyDeliveryEvent, saysNothingNew } from '../../lib/conversations/delivery-events.ts';
import { addEffects } from '../../lib/outbox/add-effects.ts';
import { claimEffect, getEffect } from '../../lib/outbox/effects.ts';
import { failAttempt } from '../outbox/support.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { transactions } from '../support/transact.ts';
import { CUSTOMER, PORTAL_ID, world } from './support.ts';

const now = new Date('2026-11-20T10:00:00Z');
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function trackedSend(): Promise<string> {
  const { sql } = database;
  const { conversationId, sent } = await world(sql, now);
  const { id: messageId } = await sent();
  const effect = { portalId: PORTAL_ID, conversationId, messageId, kind: 'tracked_send', key: messageId } as const;
  return (await transactions(sql).transact((tx) => addEffects(tx, [effect], now))).get(messageId)!;
}
const event = (effectId: string, name: 'processed' | 'bounce', reason: string | null = null) => ({
  effectId,
  event: name,
  address: CUSTOMER,
  bounceType: null,
  reason,
});

test('a mail that SendGrid has taken is not sent again, although its answer said otherwise', async () => {
  const { sql } = database;
  const id = await trackedSend();
  expect(await applyDeliveryEvent(sql, event(id, 'processed'), now)).toEqual({ settled: false });
  await claimEffect(sql, { id, now, leaseMs: 1000 });
  await failAttempt(sql, id, { state: 'pending', reason: { code: 'sendgrid_failed', details: { status: 500 } } }, now);
  expect(await applyDeliveryEvent(sql, event(id, 'processed'), now)).toEqual({ settled: true });
  expect(await claimEffect(sql, { id, now, leaseMs: 1000 })).toBeNull();
});

test('a bounce is shown without the address that the mail server names', async () => {
  const { sql } = database;
  const id = await trackedSend();
  await applyDeliveryEvent(sql, event(id, 'bounce', `550 5.1.1 <${CUSTOMER}>: no such user ${CUSTOMER}`), now);
  expect(await getEffect(sql, id)).toMatchObject({
    state: 'needs_attention',
    reason: { code: 'undeliverable', details: { said: '550 5.1.1 <…>: no such user …' } },
  });
});

test('most events say nothing new and are answered with one look', async () => {
  const { sql } = database;
  const effect = (await getEffect(sql, await trackedSend()))!;
  const forward = { ...effect, kind: 'forward', state: 'done' } as const;
  expect(saysNothingNew({ event: 'processed' }, forward)).toBe(true);
  expect(saysNothingNew({ event: 'delivered' }, forward)).toBe(true);
  expect(saysNothingNew({ event: 'delivered' }, null)).toBe(true);
  expect(saysNothingNew({ event: 'bounce' }, forward)).toBe(false);
  // Its delivery is counted.
  expect(saysNothingNew({ event: 'delivered' }, { ...effect, state: 'done' })).toBe(false);
  // Their outcome becomes certain by it.
  expect(saysNothingNew({ event: 'processed' }, { ...forward, state: 'sending' })).toBe(false);
  expect(saysNothingNew({ event: 'processed' }, { ...forward, state: 'unknown' })).toBe(false);
  expect(saysNothingNew({ event: 'processed' }, { ...forward, state: 'pending', attempts: 1 })).toBe(false);
});
