import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAudience } from '../../lib/conversations/audience.ts';
import { getReplyToken } from '../../lib/conversations/reply-tokens.ts';
import { identifyWriter, type WriterFacts } from '../../lib/conversations/writer.ts';
import { recordOwners, rememberAddress } from '../../lib/portals/rep-addresses.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { CUSTOMER, PORTAL_ID, REP, world } from './support.ts';

const now = new Date('2026-11-20T10:00:00Z');
const BOB = { userId: '7', ownerId: '9', name: 'Bob Owner', address: 'bob@seller.example' };
let database: TestDatabase;
let who: (address: string | null, proof?: Partial<WriterFacts>) => Promise<[string, string?]>;

beforeAll(async () => {
  database = await testDatabase();
  const { sql } = database;
  const { token } = await world(sql, now);
  const audience = await readAudience(sql, (await getReplyToken(sql, (await token(REP)).id))!);
  await recordOwners(sql, { portalId: PORTAL_ID, owners: [BOB] }, now);
  await rememberAddress(sql, { portalId: PORTAL_ID, address: 'anna@home.example', rep: audience.token.sentBy }, now);
  who = async (address, proof = {}) => {
    const facts = { envelopeFrom: address ?? '', spf: 'pass', dkim: 'none', signatures: [], ...proof };
    const from = address === null ? null : { name: 'Anna', address };
    const writer = await identifyWriter(sql, audience, { ...facts, from });
    return writer.is === 'other' ? ['other'] : [writer.is, writer.rep.address];
  };
});
afterAll(() => database.close());

test('whoever sent the mail, an owner in HubSpot, and an address that a rep vouched for', async () => {
  expect(await who(REP)).toEqual(['rep', REP]);
  expect(await who('Anna+x@seller.example')).toEqual(['rep', REP]);
  expect(await who('BOB@seller.example')).toEqual(['rep', BOB.address]);
  expect(await who('anna@home.example')).toEqual(['rep', REP]);
  expect(await who('admin@seller.example')).toEqual(['rep', REP]);
});

test.each<[string, Partial<WriterFacts>]>([
  ['nothing proves it', { spf: 'none' }],
  ['it is forged', { spf: 'fail' }],
  ['another domain is proven', { envelopeFrom: 'eve@evil.example', dkim: '{@evil.example : pass}' }],
])('a rep of whom %s only claims to be one', async (_name, proof) => {
  expect(await who(REP, proof)).toEqual(['claimed', REP]);
});

test('somebody at the company of a rep is asked about, at a freemail service nobody is', async () => {
  expect(await who('new.alias@seller.example')).toEqual(['claimed', REP]);
  expect(await who('someone@team.seller.example')).toEqual(['claimed', REP]);
  expect(await who('eve@gmail.com')).toEqual(['other']);
});

test('a customer, a stranger and a mail without sender are none of ours', async () => {
  expect(await who(CUSTOMER)).toEqual(['other']);
  expect(await who('eve@evil.example')).toEqual(['other']);
  expect(await who(null)).toEqual(['other']);
});

test('who has left HubSpot is no rep any more; what was vouched for stays', async () => {
  const later = new Date(now.getTime() + 60_000);
  await recordOwners(database.sql, { portalId: PORTAL_ID, owners: [] }, later);
  expect(await who(BOB.address)).toEqual(['claimed', REP]);
  expect(await who('anna@home.example')).toEqual(['rep', REP]);
});
