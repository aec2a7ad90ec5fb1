import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  conversationFor,
  getConversation,
  markSettled,
  openConversation,
  refreshWaiting,
  subjectKey,
} from '../../lib/conversations/conversations.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { PORTAL_ID, world } from './support.ts';

const now = new Date('2026-11-20T10:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe('the key of a subject', () => {
  test.each([
    ['Offer', 'Re: Offer'],
    ['Offer', 'RE: AW: Antw: SV: offer'],
    ['Offer', 'Re[2]:  OFFER '],
    ['Offer', 'ENC: Re： Offer'],
    ['Our  offer', 'Re: Our offer'],
    ['Café', 'Re: Cafe\u0301'],
    ['', 'Re: '],
  ])('%j and %j are one thread', (sent, answered) => {
    expect(subjectKey(answered)).toBe(subjectKey(sent));
  });

  test.each([
    ['Offer', 'Offer 2'],
    ['Project: Offer', 'Offer'],
    ['Offer', 'Fwd Offer'],
  ])('%j and %j are two', (one, other) => {
    expect(subjectKey(one)).not.toBe(subjectKey(other));
  });

  test('it is short, however long the subject', () => {
    expect(subjectKey('x'.repeat(10_000))).toHaveLength(200);
  });
});

describe('a send', () => {
  test('goes on with the same subject, or with the thread it names; anything else is a new conversation', async () => {
    const { sql } = database;
    const { contact, conversationId } = await world(sql, now);
    const open = (subject: string, named: string | null = null) =>
      openConversation(sql, { portalId: PORTAL_ID, contactId: contact.id, subject, conversationId: named }, later(5));
    expect((await open('Re: offer')).id).toBe(conversationId);
    expect((await open('Something else', conversationId)).id).toBe(conversationId);
    expect((await open('Something else')).id).not.toBe(conversationId);
  });

  test('opens an answered conversation again, and never another contact’s', async () => {
    const { sql } = database;
    const { contact, conversationId } = await world(sql, now);
    const other = await world(sql, now);
    await markSettled(sql, { conversationId, until: now, answer: null }, now);
    const place = { portalId: PORTAL_ID, subject: 'Offer' };
    expect(await openConversation(sql, { ...place, contactId: contact.id }, later(5))).toMatchObject({
      id: conversationId,
      state: 'open',
      lastMessageAt: later(5),
    });
    const stranger = { ...place, contactId: other.contact.id, conversationId };
    expect((await openConversation(sql, stranger, now)).id).not.toBe(conversationId);
  });
});

async function waitingReply(w: Awaited<ReturnType<typeof world>>, conversationId: string, at: Date) {
  const { sql } = database;
  const { id } = await w.message({ conversationId, occurredAt: at, receivedAt: at });
  await sql`update messages set counted_at = ${at} where id = ${id}`;
  await refreshWaiting(sql, conversationId, at);
}

test('a conversation waits since its earliest reply, whichever came in first, until somebody answers', async () => {
  const { sql } = database;
  const w = await world(sql, now);
  const { conversationId } = w;
  await waitingReply(w, conversationId, later(10));
  await waitingReply(w, conversationId, later(5));
  expect(await getConversation(sql, conversationId)).toMatchObject({
    waitingSince: later(5),
    lastMessageAt: later(10),
    state: 'open',
  });
  const answer = (await w.message({ conversationId, kind: 'answer', direction: 'outgoing' })).id;
  const settle = (until: Date) => markSettled(sql, { conversationId, until, answer }, now);
  expect(await settle(later(7))).toBe(true);
  expect(await getConversation(sql, conversationId)).toMatchObject({ waitingSince: later(10), state: 'open' });
  expect(await settle(later(20))).toBe(true);
  expect(await settle(later(30))).toBe(false);
  expect(await getConversation(sql, conversationId)).toMatchObject({ waitingSince: null, state: 'answered' });
});

test('what names no thread belongs to what waits the longest, else to the newest, else to a new one', async () => {
  const { sql } = database;
  const w = await world(sql, now);
  const { contact, conversationId: offer } = w;
  const open = async (subject: string, at: Date) =>
    (await openConversation(sql, { portalId: PORTAL_ID, contactId: contact.id, subject }, at)).id;
  const prices = await open('Prices', later(1));
  const call = () => conversationFor(sql, { portalId: PORTAL_ID, contactId: contact.id, subject: 'Call' }, later(60));
  expect(await call()).toBe(prices);
  await waitingReply(w, prices, later(30));
  await waitingReply(w, offer, later(20));
  expect(await call()).toBe(offer);
  const fresh = (await world(sql, now)).contact.id;
  await sql`delete from conversations where contact_id = ${fresh}`;
  const made = await conversationFor(sql, { portalId: PORTAL_ID, contactId: fresh, subject: 'Call' }, now);
  expect(await getConversation(sql, made)).toMatchObject({ contactId: fresh, subject: 'Call' });
});
