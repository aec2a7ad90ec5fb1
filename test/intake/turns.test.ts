import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { takeIn } from '../../lib/intake/turns.ts';
import { PORTAL_ID, REP, signingKey, world } from '../conversations/support.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const now = new Date('2026-11-20T10:20:00Z');
const QUIET_PORTAL = PORTAL_ID + 1;
let database: TestDatabase;
let portal: (portalId: number) => Promise<() => Promise<string>>;

beforeAll(async () => {
  database = await testDatabase();
  const { sql } = database;
  const w = await world(sql, now);
  await sql`
    insert into portals (portal_id, created_at, updated_at) values (${QUIET_PORTAL}, ${now}, ${now})`;
  const [contact] = await sql`select contact_id from conversations where id = ${w.conversationId}`;
  /** Addresses of conversations of a portal, each of another one. */
  portal = async (portalId) => async () => {
    const { id, token } = await w.token(REP);
    const conversation = uuid();
    await sql`
      insert into conversations (id, portal_id, contact_id, subject, subject_key, last_message_at, created_at)
      values (${conversation}, ${portalId}, ${contact!.contact_id}, 's', 's', ${now}, ${now})`;
    await sql`
      update reply_tokens set portal_id = ${portalId}, conversation_id = ${conversation} where id = ${id}`;
    return token;
  };
});
afterAll(() => database.close());
beforeEach(() => database.sql`delete from inbound`);

const post = { contentType: 'x', size: 1, keyId: 'k', receivedAt: now };
const together = async (tokens: (string | null)[]) =>
  (
    await takeIn(
      database.sql,
      tokens.map((token) => ({ ...post, token })),
      signingKey,
    )
  ).map(({ turn }) => turn);

/** Posts arrive one after the other; their turns. */
async function arrive(token: string | null, count = 1): Promise<number[]> {
  const turns = [];
  for (let n = 0; n < count; n++) turns.push(...(await together([token])));
  return turns;
}

test('mails to one address wait behind each other, and nobody else behind them', async () => {
  const [busy, quiet] = [await portal(PORTAL_ID), await portal(QUIET_PORTAL)];
  expect((await arrive(await busy(), 50)).at(-1)).toBe(49);
  expect(await arrive(await busy())).toEqual([1]);
  expect(await arrive(await quiet())).toEqual([0]);
});

test('a portal with many conversations waits behind itself, and a quiet portal before it', async () => {
  const [busy, quiet] = [await portal(PORTAL_ID), await portal(QUIET_PORTAL)];
  const turns = [];
  for (let n = 0; n < 20; n++) turns.push(...(await arrive(await busy())));
  expect(turns).toEqual([...Array(20).keys()]);
  expect(await arrive(await quiet())).toEqual([0]);
});

test('what goes to nobody we know waits behind itself', async () => {
  const busy = await portal(PORTAL_ID);
  await arrive(null, 10);
  expect(await arrive('0123456789abcdef')).toEqual([10]);
  expect(await arrive(await busy())).toEqual([0]);
});

test('posts that come together have the turns that they would have one after the other', async () => {
  const [busy, quiet] = [await portal(PORTAL_ID), await portal(QUIET_PORTAL)];
  const [a, b, c, d] = [await busy(), await busy(), await quiet(), await busy()];
  await arrive(a, 3);
  await arrive(null, 2);
  const posts = [b, a, null, b, c, a, d, null];
  const turns = await together(posts);
  expect(turns).toEqual([1, 4, 2, 2, 0, 5, 2, 3]);
  await database.sql`delete from inbound`;
  await arrive(a, 3);
  await arrive(null, 2);
  const oneByOne = [];
  for (const to of posts) oneByOne.push(...(await arrive(to)));
  expect(turns).toEqual(oneByOne);
});

test('a flood of 5,000 is counted in milliseconds', async () => {
  const busy = await (await portal(PORTAL_ID))();
  await arrive(busy);
  await database.sql`
    insert into inbound (id, content_type, size, key_id, received_at, addressed_portal, addressed_conversation)
    select gen_random_uuid(), 'x', 1, 'k', ${now}, addressed_portal, addressed_conversation
    from inbound, generate_series(1, 5000)`;
  const start = performance.now();
  for (let n = 0; n < 10; n++) expect(await arrive(busy)).toEqual([2000]);
  expect((performance.now() - start) / 10).toBeLessThan(100);
});

test('a token that is ours names its conversation', async () => {
  const token = await (await portal(PORTAL_ID))();
  await together([token, null]);
  const rows =
    await database.sql`select addressed_portal as portal, addressed_conversation is null as nobody from inbound order by 1`;
  expect([...rows]).toEqual([
    { portal: PORTAL_ID, nobody: false },
    { portal: null, nobody: true },
  ]);
});
