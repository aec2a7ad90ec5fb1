import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FullMessage, TimelineMessage, TimelinePage } from '../../cards/dto/timeline.ts';
import { sealBody } from '../../lib/conversations/message-bodies.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { fillTimeline } from './fill-timeline.ts';
import { type Caller, createCaller, hubspotIdOf } from './support.ts';

let sandbox: TestSandbox;
let caller: Caller;
let john: string;
const MESSAGES = 10_000;
beforeAll(async () => {
  sandbox = await testSandbox();
  caller = createCaller(sandbox);
  john = hubspotIdOf(sandbox, 'Carter');
  const { sql, keyring } = sandbox.app.context;
  await fillTimeline(sql, { portalId: sandbox.portalId, hubspotId: john, count: MESSAGES, keyring });
}, 120_000);
afterAll(() => sandbox?.close());

describe(`a contact with ${MESSAGES} messages`, () => {
  test('the first page is one request under 100 kB, however long the texts and analyses are', async () => {
    const { size, json } = await caller.send(caller.sign(`/contacts/${john}/timeline`));
    const page = json as TimelinePage;
    expect(size).toBeLessThan(100_000);
    expect(page.total).toBe(MESSAGES);
    expect(page.messages.length).toBeGreaterThan(3);
    expect(page.messages.every(({ shortened }) => shortened)).toBe(true);
    expect(page.nextCursor).not.toBeNull();
  });

  test('page by page every message comes once, the last received first', async () => {
    const seen: TimelineMessage[] = [];
    let cursor: string | null = null;
    do {
      const page: TimelinePage = await caller.get(`/contacts/${john}/timeline${cursor ? `?cursor=${cursor}` : ''}`);
      seen.push(...page.messages);
      cursor = seen.length < 100 ? page.nextCursor : null;
    } while (cursor);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    const times = seen.map(({ occurredAt }) => occurredAt);
    expect(times).toEqual([...times].sort().reverse());
  });

  test('a message that comes in between shifts nothing', async () => {
    const first = await caller.get<TimelinePage>(`/contacts/${john}/timeline`);
    const entry = {
      direction: 'outgoing',
      channel: 'call',
      occurredAt: sandbox.clock.now().toISOString(),
      text: 'New.',
    };
    await caller.post(`/contacts/${john}/log`, entry);
    const second = await caller.get<TimelinePage>(`/contacts/${john}/timeline?cursor=${first.nextCursor}`);
    const known = new Set(first.messages.map(({ id }) => id));
    expect(second.messages.some(({ id }) => known.has(id))).toBe(false);
    expect(second.messages[0]!.occurredAt < first.messages.at(-1)!.occurredAt).toBe(true);
  });

  test('the whole of a message is under 1 MB, and says where it was cut', async () => {
    const { messages } = await caller.get<TimelinePage>(`/contacts/${john}/timeline`);
    const long = messages.find(({ kind }) => kind === 'reply')!;
    const { sql } = sandbox.app.database;
    // Characters that JSON escapes sixfold: the worst case for the limit.
    const worst = { new: '\u0001'.repeat(200_000), quoted: '"'.repeat(400_000) };
    const { bytes, keyId } = sealBody(worst, sandbox.app.context.keyring);
    await sql`update messages set body = ${bytes}, body_key_id = ${keyId} where id = ${long.id}`;
    const { size, json } = await caller.send(caller.sign(`/messages/${long.id}`));
    expect(size).toBeLessThan(1_000_000);
    expect((json as FullMessage).cut).toBe(true);
  });
});

test.each([
  '',
  'x',
  'bm90IGpzb24',
  Buffer.from('["2026-01-01T00:00:00.000Z","no-uuid"]').toString('base64url'),
  'a'.repeat(300),
])('a cursor that is none of ours (%s) is a clear refusal or the first page', async (cursor) => {
  const answer = await caller.get(`/contacts/${john}/timeline?cursor=${cursor}`);
  expect(cursor === '' ? answer.ok : answer.code).toBe(cursor === '' ? true : 'invalid_input');
});

test('a contact that we have never met has an empty timeline', async () => {
  expect(await caller.get('/contacts/424242/timeline')).toMatchObject({ ok: true, messages: [], total: 0 });
});
