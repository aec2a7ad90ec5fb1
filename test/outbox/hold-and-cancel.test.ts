import { afterAll, beforeAll, expect, test } from 'vitest';
import { upsertContact } from '../../lib/conversations/contacts.ts';
import { eraseContact } from '../../lib/conversations/erase-contact.ts';
import { addEffects, type NewEffect } from '../../lib/outbox/add-effects.ts';
import { getEffect } from '../../lib/outbox/effects.ts';
import {
  cancelEffectsOfErased,
  holdEffectsOfDeleted,
  releaseEffectsOfRestored,
} from '../../lib/outbox/hold-and-cancel.ts';
import { keyring, PORTAL_ID, world } from '../conversations/support.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { transactions } from '../support/transact.ts';

const now = new Date('2026-11-20T10:00:00Z');
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

let keys = 0;
async function add(contactId: string, changes: Partial<NewEffect> & Pick<NewEffect, 'kind'>): Promise<string> {
  const effect = { portalId: PORTAL_ID, contactId, key: `k${keys++}`, ...changes } as NewEffect;
  return [...(await transactions(database.sql).transact((tx) => addEffects(tx, [effect], now))).values()][0]!;
}
const stateOf = async (id: string) => (await getEffect(database.sql, id))!.state;

test('a deleted contact’s writes and emails are held, its forwards are not; a restore frees what the deletion held', async () => {
  const { sql } = database;
  const { contact } = await world(sql, now);
  const other = await world(sql, now);
  const note = await add(contact.id, { kind: 'note' });
  const email = await add(contact.id, { kind: 'tracked_send' });
  const forward = await add(contact.id, { kind: 'forward' });
  const untrusted = await add(contact.id, { kind: 'task', state: 'held' });
  const others = await add(other.contact.id, { kind: 'note' });
  await holdEffectsOfDeleted(sql, contact.id, now);
  expect(await Promise.all([note, email, forward, untrusted, others].map(stateOf))).toEqual([
    'held',
    'held',
    'pending',
    'held',
    'pending',
  ]);
  expect(await getEffect(sql, note)).toMatchObject({
    reason: { code: 'contact_deleted' },
    nextStep: 'restore_contact',
  });
  const { transact, asked } = transactions(sql);
  await transact((tx) => releaseEffectsOfRestored(tx, contact.id, now));
  expect(await Promise.all([note, email, untrusted].map(stateOf))).toEqual(['pending', 'pending', 'held']);
  expect(await getEffect(sql, note)).toMatchObject({ reason: null, nextStep: null });
  expect(asked.map(({ name }) => name).sort()).toEqual(['send-tracked-email', 'sync']);
});

test('what was claimed for an erased contact is cancelled, and says so', async () => {
  const { sql } = database;
  const { contact } = await world(sql, now);
  const facts = { hubspotId: contact.hubspotId, name: '', addresses: [], ownerId: null, ownerAddress: null };
  await eraseContact(sql, { portalId: PORTAL_ID, hubspotId: contact.hubspotId }, { keyring, now });
  const again = await upsertContact(sql, PORTAL_ID, facts, now);
  const living = await world(sql, now);
  const ids = [await add(again.id, { kind: 'note' }), await add(living.contact.id, { kind: 'note' })];
  expect([...(await cancelEffectsOfErased(sql, { portalId: PORTAL_ID, ids }, now))]).toEqual([ids[0]]);
  expect(await getEffect(sql, ids[0]!)).toMatchObject({ state: 'cancelled', reason: { code: 'contact_erased' } });
  expect(await stateOf(ids[1]!)).toBe('pending');
});
