import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReplyToken } from '../../lib/conversations/reply-tokens.ts';
import { removeInboundBefore, storeInbound } from '../../lib/intake/inbound.ts';
import type { JobContext } from '../../lib/jobs/context.ts';
import { place } from '../../lib/jobs/place.ts';
import { removeExpired } from '../../lib/jobs/retention.ts';
import { createThreads } from '../../lib/threads.ts';
import { CUSTOMER, keyring, PORTAL_ID, REP, world } from '../conversations/support.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { multipart, rawPost } from '../support/inbound-post.ts';
import { placingContext, replyDomain, signingKey } from '../support/placing.ts';

const start = new Date('2026-11-02T10:00:00Z');
const threads = createThreads({ size: 1, timeLimitMs: 20_000 });

let database: TestDatabase;
let context: JobContext;
let now = start;
let known: string;
const lines: string[] = [];
beforeAll(async () => {
  database = await testDatabase();
  const { sql } = database;
  const { conversationId } = await world(sql, now);
  const sentBy = { userId: null, ownerId: null, name: 'Ana', address: REP };
  const given = { portalId: PORTAL_ID, conversationId, sentMessageId: null, sentBy };
  ({ token: known } = await createReplyToken(sql, given, { key: signingKey, now }));
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  context = placingContext({ sql, threads, now: () => now, log });
});
afterAll(async () => {
  await threads.close();
  await database.close();
});

/** A mail to one address; returns what became of its post, null where nothing of it is kept. */
async function mailTo(token: string, text: string, from = CUSTOMER): Promise<string | null> {
  const { sql } = database;
  const to = `reply+${token}@${replyDomain}`;
  const mail = `From: ${from}\r\nTo: ${to}\r\nSubject: Re: Offer\r\n\r\n${text}`;
  const body = { ...multipart(rawPost(mail, { to: [to], from })), receivedAt: now };
  const inboundId = await storeInbound(sql, body, keyring);
  await place(context, { inboundId });
  const [row] = await sql<{ outcome: string }[]>`select outcome from inbound where id = ${inboundId}`;
  return row?.outcome ?? null;
}

test('of a guesser twenty mails an hour are kept, and a right address of the same sender still arrives', async () => {
  const guess = (n: number) =>
    n
      .toString(32)
      .padStart(16, '0')
      .replace(/[ilou]/g, 'z');
  const outcomes = [];
  for (let n = 0; n < 60; n++) outcomes.push(await mailTo(guess(n + 1), `guess ${n}`));
  expect(outcomes.filter((outcome) => outcome === 'unknown_token')).toHaveLength(20);
  expect(outcomes.slice(20)).toEqual(Array(40).fill(null));
  expect(await database.sql`select 1 from quarantine`).toHaveLength(20);
  expect(lines.filter((line) => line.includes('token_guessing'))).toHaveLength(1);
  expect(lines.join('')).not.toMatch(/acme\.example|reply\+/);
  expect(await mailTo(known, 'The right one.')).toBe('reply');
});

test('a post that is played again after its first copy was removed is still a duplicate', async () => {
  expect(await mailTo(known, 'Only once.')).toBe('reply');
  now = new Date(start.getTime() + 31 * 86_400_000);
  await removeExpired(context, now);
  await removeInboundBefore(database.sql, now, 1_000);
  expect(await database.sql`select 1 from inbound where state = 'placed'`).toHaveLength(0);
  expect(await mailTo(known, 'Only once.')).toBe('duplicate');
  now = new Date(start.getTime() + 91 * 86_400_000);
  await removeExpired(context, now);
  expect(await mailTo(known, 'Only once.')).toBe('expired_token');
});
