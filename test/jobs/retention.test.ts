import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBody } from '../../lib/conversations/message-bodies.ts';
import { getMessage } from '../../lib/conversations/messages.ts';
import { removeExpired } from '../../lib/jobs/retention.ts';
import { keyring, world } from '../conversations/support.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const now = new Date('2026-11-20T10:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const context = (changes: object = {}) => ({
  sql: database.sql,
  inboundDays: 30,
  bodyDays: 400,
  analysisDays: 400,
  ...changes,
});
const forGood = { until: Number.POSITIVE_INFINITY };
const posts = async () => (await database.sql<{ n: number }[]>`select count(*)::integer as n from inbound`)[0]!.n;

test('a run ends when its time is over, and the next ones finish', async () => {
  await database.sql`
    insert into inbound (id, content_type, size, key_id, state, received_at)
    select gen_random_uuid(), 'x', 1, 'k', 'placed', ${daysAgo(31)} from generate_series(1, 1000)`;
  expect(await removeExpired(context(), now, { rows: 100, until: performance.now() - 1 })).toBe(false);
  expect(await posts()).toBe(1000);
  let runs = 0;
  while (!(await removeExpired(context(), now, { rows: 100, until: performance.now() + 40 }))) runs++;
  expect(await posts()).toBe(0);
  expect(runs).toBeLessThan(100);
});

test('what waits, and what stands in the quarantine, is not removed with old posts', async () => {
  const [waiting, aside] = [uuid(), uuid()];
  for (const [id, state] of [
    [waiting, 'received'],
    [aside, 'quarantined'],
  ])
    await database.sql`
      insert into inbound (id, content_type, size, key_id, state, received_at)
      values (${id!}, 'x', 1, 'k', ${state!}, ${daysAgo(60)})`;
  await database.sql`
    insert into quarantine (id, inbound_id, reason, received_at, expires_at)
    values (${uuid()}, ${aside}, 'no_token', ${daysAgo(60)}, ${daysAgo(-1)})`;
  await removeExpired(context(), now, { rows: 1, ...forGood });
  expect(await posts()).toBe(2);
});

test('the words of messages and analyses go after their days, how a reply was rated stays; 0 keeps them', async () => {
  const { sql } = database;
  const w = await world(sql, now);
  const old = await w.message({ text: 'Old words.', receivedAt: daysAgo(401) });
  const young = await w.message({ text: 'Young words.', receivedAt: daysAgo(399) });
  for (const one of [old, young]) {
    await w.analysis(one, { response_type: 'high_value', key_insights: 'Wants more.', action_items: ['Call'] });
    await sql`update analyses set created_at = ${one.receivedAt} where message_id = ${one.id}`;
    await sql`update action_items set created_at = ${one.receivedAt} where message_id = ${one.id}`;
  }
  const said = async () => {
    const rows = await sql<{ fields: { key_insights: string; response_type: string }; items: number }[]>`
      select fields, (select count(*) from action_items i where i.message_id = a.message_id)::integer as items
      from analyses a order by created_at`;
    const words: string[] = [];
    for (const { id } of [old, young]) words.push(openBody((await getMessage(sql, id))!, keyring).new);
    return rows.map(({ fields, items }, n) => [words[n], fields.key_insights, fields.response_type, items]);
  };
  const both = [
    ['Old words.', 'Wants more.', 'high_value', 1],
    ['Young words.', 'Wants more.', 'high_value', 1],
  ];
  await removeExpired(context({ bodyDays: 0, analysisDays: 0 }), now);
  expect(await said()).toEqual(both);
  await removeExpired(context(), now);
  expect(await said()).toEqual([['', '', 'high_value', 0], both[1]]);
});
