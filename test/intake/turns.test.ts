import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { storeInbound } from '../../lib/intake/inbound.ts';
import { type Addressed, addressed, nextTurn } from '../../lib/intake/turns.ts';
import { keyring, PORTAL_ID, REP, signingKey, world } from '../conversations/support.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const now = new Date('2026-11-20T10:20:00Z');
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(() => database.sql`delete from inbound`);

const post = { contentType: 'x', body: Buffer.from('x'), receivedAt: now };

/** Posts arrive one after the other; their turns. */
async function arrive(to: Addressed, count = 1): Promise<number[]> {
  const turns = [];
  for (let n = 0; n < count; n++) {
    turns.push(await nextTurn(database.sql, to));
    await storeInbound(database.sql, post, keyring, to);
  }
  return turns;
}
const conversation = (portalId: number) => ({ portalId, conversationId: uuid() });

test('mails to one address wait behind each other, and nobody else behind them', async () => {
  expect((await arrive(conversation(1), 50)).at(-1)).toBe(49);
  expect(await arrive(conversation(1))).toEqual([1]);
  expect(await arrive(conversation(2))).toEqual([0]);
});

test('a portal with many conversations waits behind itself, and a quiet portal before it', async () => {
  const turns = [];
  for (let n = 0; n < 20; n++) turns.push(...(await arrive(conversation(1))));
  expect(turns).toEqual([...Array(20).keys()]);
  expect(await arrive(conversation(2))).toEqual([0]);
});

test('what goes to nobody we know waits behind itself', async () => {
  await arrive(null, 10);
  expect(await arrive(null)).toEqual([10]);
  expect(await arrive(conversation(1))).toEqual([0]);
});

test('a flood of 5,000 is counted in milliseconds', async () => {
  const flooded = conversation(1);
  await database.sql`
    insert into inbound (id, content_type, size, key_id, received_at, addressed_portal, addressed_conversation)
    select gen_random_uuid(), 'x', 1, 'k', ${now}, 1, ${flooded.conversationId} from generate_series(1, 5000)`;
  const start = performance.now();
  for (let n = 0; n < 10; n++) expect(await nextTurn(database.sql, flooded)).toBe(2000);
  expect((performance.now() - start) / 10).toBeLessThan(100);
});

test('a token that is ours names its conversation', async () => {
  const w = await world(database.sql, now);
  const { token } = await w.token(REP);
  const known = { portalId: PORTAL_ID, conversationId: w.conversationId };
  expect(await addressed(database.sql, [token], signingKey)).toEqual(known);
  expect(await addressed(database.sql, ['0123456789abcdef'], signingKey)).toBeNull();
  expect(await addressed(database.sql, [], signingKey)).toBeNull();
});
