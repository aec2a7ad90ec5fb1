import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyAnalysis, applyReanalysis, optOut } from '../../lib/conversations/analysis-effects.ts';
import { getConversation } from '../../lib/conversations/conversations.ts';
import { changeStatus } from '../../lib/conversations/status.ts';
import { findSuppression } from '../../lib/conversations/suppressions.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { CUSTOMER, PORTAL_ID, REP, world } from './support.ts';

const now = new Date('2026-11-20T10:00:00Z');
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('an opt-out by the link of a sent mail closes the customer’s addresses, not the rep’s', async () => {
  const { sql } = database;
  const { portal, contact, sent } = await world(sql, now);
  await optOut(sql, { portal, contact, message: await sent() }, now);
  expect(await findSuppression(sql, PORTAL_ID, CUSTOMER)).toBe('asked');
  expect(await findSuppression(sql, PORTAL_ID, REP)).toBeNull();
});

test('a later analysis that first sees a person does all that the first would have done', async () => {
  const { sql } = database;
  const w = await world(sql, now);
  const message = await w.message({ mailKind: 'auto_reply', mailKindCertain: false });
  const before = await w.analysis(message, { kind: 'auto_reply' });
  await applyAnalysis(sql, { ...w, message, analysis: before }, now);
  expect(await w.effects(message.id)).toEqual([]);
  const analysis = await w.analysis(message, { kind: 'human', response_type: 'needs_handling' });
  await applyReanalysis(sql, { ...w, message, before, analysis }, now);
  expect(await w.effects(message.id)).toEqual(['event', 'properties', 'task']);
  expect((await getConversation(sql, w.conversationId))?.waitingSince).toEqual(now);
});

test('a later analysis writes properties and a task where the type changed and the reply waits', async () => {
  const { sql } = database;
  const w = await world(sql, now);
  const message = await w.message();
  const before = await w.analysis(message, { kind: 'human', response_type: 'standard' });
  await applyAnalysis(sql, { ...w, message, analysis: before }, now);
  const analysis = await w.analysis(message, { kind: 'human', response_type: 'high_value' });
  await applyReanalysis(sql, { ...w, message, before, analysis }, now);
  expect(await w.effects(message.id)).toEqual(['event', 'properties', 'event', 'properties', 'task']);
});

test.each([
  ['verified', 'asked'],
  ['unknown', null],
] as const)('a later analysis that first sees an opt-out of a %s sender: %s', async (trust, expected) => {
  const { sql } = database;
  const w = await world(sql, now);
  await sql`delete from suppressions`;
  const message = await w.message({ trust });
  const before = await w.analysis(message, { kind: 'human' });
  const analysis = await w.analysis(message, { kind: 'unsubscribe' });
  await applyReanalysis(sql, { ...w, message, before, analysis }, now);
  expect(await findSuppression(sql, PORTAL_ID, CUSTOMER)).toBe(expected);
});

test('an automatic change does not undo what a person set after the contact was read', async () => {
  const { sql } = database;
  const { contact, conversationId } = await world(sql, now);
  const change = { contact, conversationId, writeProperty: true };
  expect(await changeStatus(sql, { ...change, to: 'interested', author: { name: 'Anna' } }, now)).toBe(true);
  expect(await changeStatus(sql, { ...change, to: 'replied', author: null }, now)).toBe(false);
});
