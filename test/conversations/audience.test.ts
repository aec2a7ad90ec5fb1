import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { forwardTarget, readAudience } from '../../lib/conversations/audience.ts';
import { getReplyToken } from '../../lib/conversations/reply-tokens.ts';
import { confirmedAddresses, confirmForwardAddress, recordRequest } from '../../lib/portals/forward-addresses.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { PORTAL_ID, REP, world } from './support.ts';

const now = new Date('2026-11-20T10:00:00Z');
const sentBy = { userId: '7', ownerId: null, name: 'Anna', address: 'anna@seller.example' };
const known = { sentBy, ownerAddress: 'owner@seller.example', installerAddress: 'admin@seller.example' };
type Known = Omit<Parameters<typeof forwardTarget>[0], 'confirmed'>;
let database: TestDatabase;
let w: Awaited<ReturnType<typeof world>>;
beforeAll(async () => {
  database = await testDatabase();
  w = await world(database.sql, now);
});
afterAll(() => database.close());
beforeEach(() => database.sql`delete from forward_addresses`);

async function target(changes: Partial<Known> = {}) {
  const all = { ...known, ...changes };
  const userId = all.sentBy?.userId ?? null;
  return forwardTarget({ ...all, confirmed: await confirmedAddresses(database.sql, { portalId: PORTAL_ID, userId }) });
}

async function custom(userId: string | null, address: string, confirmed = true): Promise<void> {
  const id = await recordRequest(database.sql, { portalId: PORTAL_ID, userId, address, by: { name: 'Anna' } }, now);
  if (confirmed) await confirmForwardAddress(database.sql, id, now);
}

test('a reply goes to the sender’s custom address, else the portal’s, else the sender, the owner, the installer', async () => {
  expect(await target({ sentBy: null, ownerAddress: null, installerAddress: null })).toBeNull();
  expect(await target({ sentBy: null, ownerAddress: null })).toEqual({
    address: 'admin@seller.example',
    source: 'installer',
  });
  expect(await target({ sentBy: null })).toEqual({ address: 'owner@seller.example', source: 'owner' });
  expect(await target()).toEqual({ address: 'anna@seller.example', source: 'rep' });
  await custom(null, 'team@seller.example');
  expect(await target()).toEqual({ address: 'team@seller.example', source: 'portal' });
  await custom('7', 'anna@privat.example');
  expect(await target()).toEqual({ address: 'anna@privat.example', source: 'user' });
});

test('a custom address counts once it was confirmed, and only for its own user', async () => {
  await custom('7', 'anna@privat.example', false);
  await custom('8', 'bruno@privat.example');
  expect(await target()).toMatchObject({ address: 'anna@seller.example' });
  // A portal's address is stored under no user: a sender without one does not get it as their own.
  await custom(null, 'team@seller.example');
  const anonymous = { ...sentBy, userId: null };
  expect(await target({ sentBy: anonymous })).toMatchObject({ source: 'portal' });
});

test('a rep may answer from every address that a forward can go to, all read once', async () => {
  await custom('7', 'anna@privat.example');
  await custom('8', 'bruno@privat.example');
  await custom(null, 'team@seller.example', false);
  const token = (await getReplyToken(database.sql, (await w.token(REP)).id))!;
  const audience = await readAudience(database.sql, { ...token, sentBy });
  expect(audience).toMatchObject({ portal: { portalId: PORTAL_ID }, contact: { id: w.contact.id } });
  expect(audience.target).toEqual({ address: 'anna@privat.example', source: 'user' });
  expect(audience.repAddresses.sort()).toEqual(['admin@seller.example', 'anna@privat.example', 'anna@seller.example']);
});
