import { afterAll, beforeAll, expect, test } from 'vitest';
import { addressRange, countTokenMisses, forgetTokenMisses, type Guesser } from '../../lib/intake/token-misses.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const key = Buffer.alloc(32, 3);
const now = new Date('2026-11-02T10:20:00Z');
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const guesser = (name: string, over: Partial<Guesser> = {}): Guesser => ({
  envelopeFrom: `${name}@evil.example`,
  fromAddress: null,
  senderIp: null,
  ...over,
});
const miss = (who: Guesser, misses = 1, at = now) =>
  countTokenMisses(database.sql, { guesser: who, misses }, { key, now: at });

test('a sender has twenty misses an hour, and the next hour twenty again', async () => {
  for (let n = 0; n < 20; n++) expect(await miss(guesser('eve'))).toEqual({ within: true, first: false });
  expect(await miss(guesser('eve'))).toEqual({ within: false, first: true });
  expect(await miss(guesser('Eve+tag'))).toEqual({ within: false, first: false });
  expect(await miss(guesser('bob'))).toEqual({ within: true, first: false });
  expect(await miss(guesser('eve'), 1, new Date(now.getTime() + 3_600_000))).toEqual({ within: true, first: false });
});

test('a mail with thirty tokens is thirty misses', async () => {
  expect(await miss(guesser('bulk'), 30)).toEqual({ within: false, first: true });
});

test('who changes the sender with every mail is known by the network', async () => {
  const results = [];
  for (let n = 0; n < 201; n++) results.push(await miss(guesser(`a${n}`, { senderIp: `203.0.113.${n}` })));
  expect(results.filter(({ within }) => within)).toHaveLength(200);
  expect(results.at(-1)).toEqual({ within: false, first: true });
  expect((await miss(guesser('honest', { senderIp: '198.51.100.7' }))).within).toBe(true);
});

test('without a return path From is the sender', async () => {
  const bounce = { envelopeFrom: '', fromAddress: 'mailer-daemon@evil.example' };
  expect((await miss(guesser('', bounce), 20)).within).toBe(true);
  expect((await miss(guesser('', bounce))).within).toBe(false);
  expect((await miss(guesser('', { ...bounce, fromAddress: 'other@else.example' }))).within).toBe(true);
});

test('no address stands in the table, and after a day nothing', async () => {
  const rows = await database.sql`select encode(source, 'escape') as source from token_misses`;
  expect(rows.length).toBeGreaterThan(3);
  expect(JSON.stringify(rows)).not.toMatch(/evil|203\.0/);
  await forgetTokenMisses(database.sql, new Date(now.getTime() + 7_200_000), 1_000);
  expect(await database.sql`select 1 from token_misses`).toHaveLength(0);
});

test.each([
  ['203.0.113.9', '203.0.113'],
  ['::ffff:203.0.113.9', '203.0.113'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8::1', '2001:db8:0:0'],
  ['2001:db8:1::', '2001:db8:1:0'],
  ['::1', '0:0:0:0'],
  ['not an address', null],
  ['', null],
  [null, null],
])('%s is of the range %s', (ip, range) => expect(addressRange(ip)).toBe(range));
