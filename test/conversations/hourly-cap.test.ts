import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOUR_MS, HOURLY_CAP, hourOf, isAnalysisCapped } from '../../lib/conversations/hourly-cap.ts';
import type { Message } from '../../lib/conversations/messages.ts';
import { addEffects } from '../../lib/outbox/add-effects.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { transactions } from '../support/transact.ts';
import { PORTAL_ID, world } from './support.ts';

const now = new Date('2026-11-20T10:20:00Z');
const after = (hours: number) => new Date(now.getTime() + hours * HOUR_MS + 1);
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('a conversation’s first twenty replies of an hour are analyzed at once, the next after an hour, in order', async () => {
  const { sql } = database;
  const w = await world(sql, now);
  const replies: Message[] = [];
  for (let n = 0; n < 2 * HOURLY_CAP + 1; n++)
    replies.push(await w.message({ receivedAt: new Date(now.getTime() + n) }));
  for (let n = 0; n < 30; n++) await w.message({ mailKind: 'auto_reply', mailKindCertain: true });
  const free = async (at: Date) => {
    const rows = await sql<{ id: string; capped: boolean }[]>`
      select id, ${isAnalysisCapped(sql, at)} as capped from messages mine`;
    const capped = new Map(rows.map((row) => [row.id, row.capped]));
    return replies.flatMap(({ id }, n) => (capped.get(id) ? [] : [n]));
  };
  const first = [...Array(HOURLY_CAP).keys()];
  expect(await free(now)).toEqual(first);
  for (const n of first) await w.analysis(replies[n]!, {});
  await sql`update analyses set created_at = ${now}`;
  expect(await free(now)).toEqual([]);
  expect(await free(after(1))).toEqual([...Array(2 * HOURLY_CAP).keys()]);
});

test('so are they written to the timeline: none is dropped, each in the first hour that has room', async () => {
  const { sql } = database;
  const { conversationId, contact } = await world(sql, now);
  const due: number[] = [];
  for (let n = 0; n < 2 * HOURLY_CAP + 1; n++) {
    const { nextTimelineWrite: runAfter } = await hourOf(sql, conversationId, now);
    due.push((runAfter.getTime() - now.getTime()) / HOUR_MS);
    const about = { portalId: PORTAL_ID, contactId: contact.id, conversationId };
    await transactions(sql).transact((tx) =>
      addEffects(tx, [{ ...about, kind: 'note', key: `note:${n}`, runAfter }], now),
    );
  }
  expect(due).toEqual([...Array(20).fill(0), ...Array(20).fill(1), 2]);
});
