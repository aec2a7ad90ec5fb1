import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyAnalysis, applyReanalysis, optOut } from '../../lib/conversations/analysis-effects.ts';
import { getContact } from '../../lib/conversations/contacts.ts';
import { getConversation } from '../../lib/conversations/conversations.ts';
import { countAsReply } from '../../lib/conversations/replies.ts';
import { changeStatus } from '../../lib/conversations/status.ts';
import { findSuppression } from '../../lib/conversations/suppressions.ts';
import type { Trust } from '../../lib/mail/types.ts';
import type { Transact } from '../../lib/queue.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { transactions } from '../support/transact.ts';
import { CUSTOMER, PORTAL_ID, REP, world } from './support.ts';

const now = new Date('2026-11-20T10:00:00Z');
let database: TestDatabase;
let transact: Transact;
beforeAll(async () => {
  database = await testDatabase();
  ({ transact } = transactions(database.sql));
});
afterAll(() => database.close());

test('an opt-out by the link of a sent mail closes the customer’s addresses, not the rep’s', async () => {
  const { sql } = database;
  const { portal, contact, sent } = await world(sql, now);
  const message = await sent();
  await transact((tx) => optOut(tx, { portal, contact, message }, now));
  expect(await findSuppression(sql, PORTAL_ID, CUSTOMER)).toBe('asked');
  expect(await findSuppression(sql, PORTAL_ID, REP)).toBeNull();
});

test('a later analysis that first sees a person does all that the first would have done', async () => {
  const { sql } = database;
  const w = await world(sql, now);
  const message = await w.message({ mailKind: 'auto_reply', mailKindCertain: false });
  const before = await w.analysis(message, { kind: 'auto_reply' });
  await transact((tx) => applyAnalysis(tx, { ...w, message, analysis: before }, now));
  expect(await w.effects(message.id)).toEqual([]);
  const analysis = await w.analysis(message, { kind: 'human', response_type: 'needs_handling' });
  await transact((tx) => applyReanalysis(tx, { ...w, message, before, analysis }, now));
  expect(await w.effects(message.id)).toEqual(['event', 'properties', 'task']);
  expect((await getConversation(sql, w.conversationId))?.waitingSince).toEqual(now);
});

test('a robot without headers counts no more once the analyst has spoken, here and in HubSpot', async () => {
  const { sql } = database;
  const w = await world(sql, now);
  const { portal, contact, conversationId } = w;
  const message = await w.message({ mailKind: 'human', mailKindCertain: false });
  await transact((tx) => countAsReply(tx, { message, contact, portal }, now));
  expect(await getContact(sql, contact.id)).toMatchObject({ outreachStatus: 'replied', replyCount: 1 });
  const analysis = await w.analysis(message, { kind: 'auto_reply' });
  await transact((tx) => applyAnalysis(tx, { ...w, message, analysis }, now));
  expect(await getContact(sql, contact.id)).toMatchObject({ outreachStatus: 'not_contacted', replyCount: 0 });
  expect((await getConversation(sql, conversationId))?.waitingSince).toBeNull();
  const writes = await sql<{ kind: string }[]>`
    select kind from effects where contact_id = ${contact.id} and kind = 'status_property'`;
  expect(writes).toHaveLength(1);
});

test('a status that a person has set since stays, also when the reply turns out to be a robot’s', async () => {
  const { sql } = database;
  const w = await world(sql, now);
  const { portal, contact, conversationId } = w;
  const message = await w.message({ mailKind: 'human', mailKindCertain: false });
  await transact((tx) => countAsReply(tx, { message, contact, portal }, now));
  const change = { contact, conversationId, to: 'interested', author: { name: 'Ana' }, writeProperty: true } as const;
  await transact((tx) => changeStatus(tx, change, new Date(now.getTime() + 1000)));
  const analysis = await w.analysis(message, { kind: 'auto_reply' });
  await transact((tx) => applyAnalysis(tx, { ...w, message, analysis }, new Date(now.getTime() + 2000)));
  expect(await getContact(sql, contact.id)).toMatchObject({ outreachStatus: 'interested', replyCount: 0 });
});

test('a later analysis writes properties and a task where the type changed and the reply waits', async () => {
  const { sql } = database;
  const w = await world(sql, now);
  const message = await w.message();
  const before = await w.analysis(message, { kind: 'human', response_type: 'standard' });
  await transact((tx) => applyAnalysis(tx, { ...w, message, analysis: before }, now));
  const analysis = await w.analysis(message, { kind: 'human', response_type: 'high_value' });
  await transact((tx) => applyReanalysis(tx, { ...w, message, before, analysis }, now));
  expect(await w.effects(message.id)).toEqual(['event', 'properties', 'event', 'properties', 'task']);
});

test.each([
  ['verified', 'asked'],
  ['known', 'asked'],
  ['unproven', null],
  ['failed', null],
  ['unknown', null],
] as const)('a later analysis that first sees an opt-out of a %s sender: %s', async (trust, expected) => {
  const { sql } = database;
  const w = await world(sql, now);
  await sql`delete from suppressions`;
  const message = await w.message({ trust });
  const before = await w.analysis(message, { kind: 'human' });
  const analysis = await w.analysis(message, { kind: 'unsubscribe' });
  await transact((tx) => applyReanalysis(tx, { ...w, message, before, analysis }, now));
  expect(await findSuppression(sql, PORTAL_ID, CUSTOMER)).toBe(expected);
});

describe('an opt-out counts for the address that sent it', () => {
  const optedOut = async (author: string, trust: Trust, addresses: string[]) => {
    const { sql } = database;
    const w = await world(sql, now);
    await sql`delete from suppressions`;
    await sql`update contacts set addresses = ${addresses} where id = ${w.contact.id}`;
    const contact = (await getContact(sql, w.contact.id))!;
    const message = await w.message({ trust, author: { name: 'Eva', address: author } });
    const analysis = await w.analysis(message, { kind: 'unsubscribe' });
    await transact((tx) => applyAnalysis(tx, { ...w, contact, message, analysis }, now));
    const rows = await sql<{ address: string }[]>`select address from suppressions`;
    const { outreachStatus } = (await getContact(sql, contact.id))!;
    return [
      rows.map(({ address }) => address).sort(),
      outreachStatus,
      (await w.effects(message.id)).includes('unsubscribe'),
    ];
  };
  test.each<[string, Trust, unknown]>([
    [CUSTOMER, 'verified', [[CUSTOMER], 'unsubscribed', true]],
    ['Max+News@acme.example', 'known', [['max+news@acme.example', CUSTOMER], 'unsubscribed', true]],
    ['eva@acme.example', 'colleague', [['eva@acme.example'], 'replied', false]],
    [CUSTOMER, 'unproven', [[], 'not_contacted', false]],
    [CUSTOMER, 'failed', [[], 'not_contacted', false]],
    ['eve@evil.example', 'unknown', [[], 'not_contacted', false]],
  ])('%s, %s', async (author, trust, expected) => {
    expect(await optedOut(author, trust, [CUSTOMER, 'max@private.example'])).toEqual(expected);
  });
});

test.each<[Trust, string[]]>([
  ['unproven', ['task']],
  ['unknown', ['task']],
  ['failed', []],
])('of a %s sender only the question who it is goes out, once a day and conversation', async (trust, expected) => {
  const { sql } = database;
  const w = await world(sql, now);
  const going: string[] = [];
  for (const _ of [1, 2]) {
    const message = await w.message({ trust });
    const analysis = await w.analysis(message, { kind: 'human', response_type: 'high_value' });
    await transact((tx) => applyAnalysis(tx, { ...w, message, analysis }, now));
    const rows = await sql<{ kind: string }[]>`
      select kind from effects where message_id = ${message.id} and state = 'pending'`;
    going.push(...rows.map(({ kind }) => kind));
    expect(await sql`select 1 from messages where id = ${message.id} and counted_at is not null`).toHaveLength(0);
  }
  expect(going).toEqual(expected);
});

test('an automatic change does not undo what a person set after the contact was read', async () => {
  const { sql } = database;
  const { contact, conversationId } = await world(sql, now);
  const change = { contact, conversationId, writeProperty: true };
  expect(await transact((tx) => changeStatus(tx, { ...change, to: 'interested', author: { name: 'Anna' } }, now))).toBe(
    true,
  );
  expect(await transact((tx) => changeStatus(tx, { ...change, to: 'replied', author: null }, now))).toBe(false);
});
