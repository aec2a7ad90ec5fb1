import { setTimeout as delay } from 'node:timers/promises';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Queue, startQueue, type Transact } from '../../lib/queue.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { multipart, rawPost } from '../support/inbound-post.ts';
import { type Receiving, receiving } from '../support/receiving.ts';

const SMALL_ENVELOPE = { to: ['reply+0123456789abcdef@reply.example.com'], from: 'max@acme.example' };
const formOf = (text: string) =>
  multipart(rawPost(`From: max@acme.example\r\nSubject: Hi\r\n\r\n${text}\r\n`, SMALL_ENVELOPE));

let database: TestDatabase;
let queue: Queue;
let receiver: Receiving;
/** What a transaction does just before its commit. */
let beforeCommit: () => Promise<void> = async () => {};

beforeAll(async () => {
  database = await testDatabase();
  queue = await startQueue(database, pino({ level: 'silent' }));
  const transact: Transact = (work) =>
    queue.transact(async (tx) => {
      const result = await work(tx);
      await beforeCommit();
      return result;
    });
  receiver = await receiving({ ...queue, transact });
});
afterAll(async () => {
  await receiver.close();
  await queue.stop();
  await database.close();
});
beforeEach(async () => {
  beforeCommit = async () => {};
  await database.sql`truncate inbound cascade`;
  await database.sql`delete from pgboss.job`;
});

const count = async () => (await database.sql`select 1 from inbound`).length;

test('a moment of 200 posts gives 200 times 200, each kept with its job', async () => {
  const statuses = await Promise.all(Array.from({ length: 200 }, (_, n) => receiver.post(formOf(`Number ${n}`))));
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  const [row] = await database.sql`
    select count(*)::integer as posts, count(distinct j.id)::integer as jobs from inbound i
    join pgboss.job j on j.data->>'inboundId' = i.id::text join inbound_chunks c on c.inbound_id = i.id`;
  expect(row).toEqual({ posts: 200, jobs: 200 });
});

test('no post of a group is answered with 200 before the group’s commit', async () => {
  const { promise: committing, resolve: reached } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  beforeCommit = () => {
    reached();
    return released;
  };
  let answered = 0;
  const posts = Array.from({ length: 20 }, async (_, n) => {
    const status = await receiver.post(formOf(`Number ${n}`));
    answered++;
    return status;
  });
  await committing;
  await delay(1_000);
  expect(answered).toBe(0);
  release();
  expect(new Set(await Promise.all(posts))).toEqual(new Set([200]));
  expect(await count()).toBe(20);
});

test('a commit that fails is answered with 503 for every post of its group', async () => {
  beforeCommit = () =>
    Promise.reject(Object.assign(new Error('the connection was lost'), { code: 'CONNECTION_CLOSED' }));
  const statuses = await Promise.all(Array.from({ length: 20 }, (_, n) => receiver.post(formOf(`Number ${n}`))));
  expect(new Set(statuses)).toEqual(new Set([503]));
  expect(await count()).toBe(0);
});

test('one post that the database refuses does not fail its neighbors', async () => {
  const { sql } = database;
  await sql`alter table inbound add constraint poisoned check (content_type not like '%poison%')`;
  try {
    const forms = Array.from({ length: 30 }, (_, n) => formOf(`Number ${n}`));
    const poisoned = { ...forms[15]!, contentType: `${forms[15]!.contentType}; x=poison` };
    const statuses = await Promise.all(forms.with(15, poisoned).map((form) => receiver.post(form)));
    expect(statuses).toEqual(Array.from({ length: 30 }, (_, n) => (n === 15 ? 503 : 200)));
    expect(await count()).toBe(29);
  } finally {
    await sql`alter table inbound drop constraint poisoned`;
  }
});

test('a large post goes by itself, through the disk, and is kept as it came', async () => {
  const forms = [formOf('y'.repeat(3_000_000)), formOf('small')];
  const statuses = await Promise.all(forms.map((form) => receiver.post(form)));
  expect(statuses).toEqual([200, 200]);
  const bodies = await receiver.kept(database.sql);
  expect(bodies.map((body) => body.length).sort()).toEqual(forms.map(({ body }) => body.length).sort());
  expect(bodies.some((body) => body.equals(forms[0]!.body))).toBe(true);
});
