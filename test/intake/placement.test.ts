import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReplyToken, TOKEN_DAYS } from '../../lib/conversations/reply-tokens.ts';
import { findPlacement } from '../../lib/intake/placement.ts';
import { PORTAL_ID, REP, signingKey, world } from '../conversations/support.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const now = new Date('2026-11-20T10:00:00Z');
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
const sentBy = { userId: null, ownerId: null, name: 'Anna', address: REP };
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function conversation() {
  const { conversationId, sent } = await world(database.sql, now);
  const token = (createdAt: Date, sentMessageId: string | null = null) =>
    createReplyToken(
      database.sql,
      { portalId: PORTAL_ID, conversationId, sentMessageId, sentBy },
      { key: signingKey, now: createdAt },
    );
  return { conversationId, token, sent };
}
const place = (tokens: string[], { sentMessageIds = [] as string[], at = now } = {}) =>
  findPlacement(database.sql, { tokens, sentMessageIds }, { key: signingKey, now: at });

test('a mail belongs where its address does; of several addresses of one conversation the newest counts', async () => {
  const { conversationId, token } = await conversation();
  const [older, newer] = [await token(now), await token(days(1))];
  expect(await place([older.token])).toMatchObject({ kind: 'conversation', token: { id: older.id, conversationId } });
  expect(await place([older.token, newer.token, '0000000000000000'])).toMatchObject({
    kind: 'conversation',
    token: { id: newer.id },
  });
});

test('an address counts for its days and not longer; beside a living one an expired one says nothing', async () => {
  const [one, other] = [await conversation(), await conversation()];
  const old = await one.token(now);
  expect(await place([old.token], { at: new Date(days(TOKEN_DAYS).getTime() - 1) })).toMatchObject({
    kind: 'conversation',
  });
  expect(await place([old.token], { at: days(TOKEN_DAYS) })).toMatchObject({ kind: 'expired', token: { id: old.id } });
  const living = await other.token(days(1));
  expect(await place([old.token, living.token], { at: days(TOKEN_DAYS) })).toMatchObject({
    kind: 'conversation',
    token: { id: living.id },
  });
});

test('addresses of several conversations are nobody’s to decide', async () => {
  const [one, other] = [await conversation(), await conversation()];
  const tokens = [(await one.token(now)).token, (await other.token(now)).token];
  expect(await place(tokens)).toEqual({ kind: 'several', portalId: PORTAL_ID });
});

test('without an address of ours the mails that it refers to say where it belongs', async () => {
  const { token, sent } = await conversation();
  const { id: messageId } = await sent();
  const { id } = await token(now, messageId);
  expect(await place([], { sentMessageIds: ['0190a3c4-0000-7000-8000-000000000000', messageId] })).toMatchObject({
    kind: 'conversation',
    token: { id },
  });
  const elsewhere = await (await conversation()).token(now);
  expect(await place([elsewhere.token], { sentMessageIds: [messageId] })).toMatchObject({
    token: { id: elsewhere.id },
  });
});

test('what names nothing of ours is unplaced, and says why', async () => {
  expect(await place([])).toEqual({ kind: 'unplaced', reason: 'no_token' });
  expect(await place(['0000000000000000'])).toEqual({ kind: 'unplaced', reason: 'unknown_token' });
});
