import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { askForwardAddress, TooManyConfirmationsError } from '../../lib/outbox/ask-forward-address.ts';
import { PORTAL_ID, world } from '../conversations/support.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { transactions } from '../support/transact.ts';

const now = new Date('2026-11-20T10:00:00Z');
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await world(database.sql, now);
});
afterAll(() => database.close());
beforeEach(() => database.sql`delete from effects where kind = 'confirmation'`);

const ask = (address: string, { user = '7', minutes = 0 } = {}) =>
  transactions(database.sql).transact((tx) =>
    askForwardAddress(
      tx,
      { portalId: PORTAL_ID, userId: user, address, by: { userId: user, name: 'Ana' } },
      new Date(now.getTime() + minutes * 60_000),
    ),
  );

test('an address is asked once an hour, whoever types it in', async () => {
  await ask('max@acme.example');
  await expect(ask('MAX@acme.example', { user: '8', minutes: 59 })).rejects.toThrow(TooManyConfirmationsError);
  await ask('max@acme.example', { minutes: 61 });
});

test('a user may ask five addresses a day', async () => {
  for (let n = 0; n < 5; n++) await ask(`a${n}@acme.example`, { minutes: n });
  await expect(ask('a6@acme.example', { minutes: 10 })).rejects.toThrow(TooManyConfirmationsError);
  await ask('a6@acme.example', { minutes: 24 * 60 + 10 });
});

test('a portal twenty', async () => {
  for (let n = 0; n < 20; n++) await ask(`a${n}@acme.example`, { user: String(n), minutes: n });
  await expect(ask('b@acme.example', { user: '99', minutes: 30 })).rejects.toThrow(TooManyConfirmationsError);
});
