import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createReplyToken } from '../../lib/conversations/reply-tokens.ts';
import { placeAgain, storeInbound } from '../../lib/intake/inbound.ts';
import type { JobContext } from '../../lib/jobs/context.ts';
import { place } from '../../lib/jobs/place.ts';
import { createReadAlone, type MailReader } from '../../lib/mail/reader.ts';
import { retryAndWake } from '../../lib/outbox/add-effects.ts';
import { listAttention } from '../../lib/outbox/attention.ts';
import { createThreads, TaskEndedError, ThreadsClosedError } from '../../lib/threads.ts';
import { CUSTOMER, keyring, PORTAL_ID, REP, world } from '../conversations/support.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { multipart, rawPost } from '../support/inbound-post.ts';
import { placingContext, replyDomain, signingKey } from '../support/placing.ts';
import { storedBodies } from '../support/stored-bodies.ts';
import { type AskedJob, transactions } from '../support/transact.ts';

const now = new Date('2026-11-02T10:00:00Z');
const threads = createThreads({ size: 2, timeLimitMs: 20_000 });

let database: TestDatabase;
let context: JobContext;
let jobs: AskedJob[] = [];
let conversationId: string;
beforeAll(async () => {
  database = await testDatabase();
  ({ conversationId } = await world(database.sql, now));
  const { transact, asked } = transactions(database.sql);
  jobs = asked;
  const queue = { transact } as JobContext['queue'];
  const readAlone = createReadAlone({ replyDomain });
  context = placingContext({ sql: database.sql, threads, queue, readAlone, now: () => now });
});
afterAll(async () => {
  await threads.close();
  await database.close();
});
beforeEach(() => {
  jobs.length = 0;
});

const sentBy = { userId: null, ownerId: null, name: 'Ana', address: REP };
const newAddress = async () => {
  const token = { portalId: PORTAL_ID, conversationId, sentMessageId: null, sentBy };
  return `reply+${(await createReplyToken(database.sql, token, { key: signingKey, now })).token}@${replyDomain}`;
};
const arrives = (post: { contentType: string; body: Buffer }) =>
  storeInbound(database.sql, { ...post, receivedAt: now }, keyring);
const mailTo = (to: string, text: string) =>
  multipart(
    rawPost(`From: ${CUSTOMER}\r\nTo: ${to}\r\nSubject: Re: Offer\r\n\r\n${text}`, { to: [to], from: CUSTOMER }),
  );
const outcome = async (id: string) => {
  const [row] = await database.sql<
    { state: string; outcome: string }[]
  >`select state, outcome from inbound where id = ${id}`;
  return `${row!.state}: ${row!.outcome}`;
};
const replies = async (text: string) =>
  (await storedBodies({ sql: database.sql, keyring }, database.sql`kind = 'reply'`)).filter((one) => one.new === text)
    .length;

test('a reply stands in its conversation, with the jobs that go on', async () => {
  const id = await arrives(mailTo(await newAddress(), 'We want more.'));
  await place(context, { inboundId: id });
  expect(await outcome(id)).toBe('placed: reply');
  expect(await replies('We want more.')).toBe(1);
  expect(jobs.map(({ name }) => name)).toEqual(expect.arrayContaining(['forward', 'analyze', 'sync']));
});

test('the same mail posted twice is one reply, also when two workers take it at once', async () => {
  const to = await newAddress();
  const ids = await Promise.all([arrives(mailTo(to, 'Only once.')), arrives(mailTo(to, 'Only once.'))]);
  await Promise.all(ids.map((inboundId) => place(context, { inboundId })));
  expect((await Promise.all(ids.map(outcome))).sort()).toEqual(['dropped: duplicate', 'placed: reply']);
  expect(await replies('Only once.')).toBe(1);
});

test('one mail to two addresses of a conversation is one reply', async () => {
  const [first, second] = [await newAddress(), await newAddress()];
  const mail = `From: ${CUSTOMER}\r\nTo: ${first}, ${second}\r\nSubject: Re: Offer\r\n\r\nTo both.`;
  for (const to of [first, second]) {
    await place(context, { inboundId: await arrives(multipart(rawPost(mail, { to: [to], from: CUSTOMER }))) });
  }
  expect(await replies('To both.')).toBe(1);
});

test('a second “ok” is a new reply', async () => {
  const to = await newAddress();
  for (const n of [1, 2]) {
    const mail = `Message-ID: <${n}@acme.example>\r\nFrom: ${CUSTOMER}\r\nTo: ${to}\r\nSubject: Re: Offer\r\n\r\nok`;
    await place(context, { inboundId: await arrives(multipart(rawPost(mail, { to: [to], from: CUSTOMER }))) });
  }
  expect(await replies('ok')).toBe(2);
});

test.each([
  ['no multipart at all', Buffer.from('hello'), 'text/plain'],
  [
    'an unfinished part',
    Buffer.from('--xYzZY\r\nContent-Disposition: form-data; name="email"\r\n\r\nFrom: a'),
    'multipart/form-data; boundary=xYzZY',
  ],
  ['no boundary', Buffer.from('--xYzZY--'), 'multipart/form-data'],
  ['nothing', Buffer.alloc(0), 'multipart/form-data; boundary=xYzZY'],
  ['no mail', multipart([{ name: 'hello', value: 'world' }]).body, 'multipart/form-data; boundary=xYzZY'],
])('a post with %s stands in the operator’s quarantine', async (_what, body, contentType) => {
  const id = await arrives({ contentType, body });
  await place(context, { inboundId: id });
  expect(await outcome(id)).toBe('quarantined: malformed');
  expect(await database.sql`select reason, portal_id from quarantine where inbound_id = ${id}`).toMatchObject([
    { reason: 'malformed', portal_id: null },
  ]);
  expect(jobs).toEqual([]);
});

describe('an attempt that came to nothing', () => {
  const failing = (error: unknown): MailReader => ({ ...context.mailReader, open: () => Promise.reject(error) });
  const failures = async (id: string) => {
    const [row] = await database.sql<{ attempts: number }[]>`select attempts from inbound where id = ${id}`;
    return row!.attempts;
  };

  test.each([
    ['a kill', new Promise<never>(() => {})],
    ['a process that stops', new ThreadsClosedError('openPost')],
    ['a database that is away', Object.assign(new Error('lost'), { code: 'CONNECTION_CLOSED' })],
  ])('by %s is none, however often', async (what, how) => {
    const text = `Survived ${what}.`;
    const id = await arrives(mailTo(await newAddress(), text));
    for (let life = 0; life < 8; life++) {
      const mailReader = how instanceof Error ? failing(how) : { ...context.mailReader, open: () => how };
      const attempt = place({ ...context, mailReader }, { inboundId: id }).catch(() => 'failed');
      await Promise.race([attempt, new Promise((resolve) => setTimeout(resolve, 40))]);
    }
    expect(await failures(id)).toBe(0);
    await place(context, { inboundId: id });
    expect(await outcome(id)).toBe('placed: reply');
  });

  test('by the mail itself counts, and after the fourth the mail is tried alone', async () => {
    const id = await arrives(mailTo(await newAddress(), 'Only together it fails.'));
    const together = { ...context, mailReader: failing(new TaskEndedError('openPost', 'it took longer than 20 s')) };
    for (let n = 0; n < 4; n++) await expect(place(together, { inboundId: id })).rejects.toThrow(TaskEndedError);
    await place(together, { inboundId: id });
    expect(await outcome(id)).toBe('placed: reply');
  });

  test('also alone leaves the mail for a person, who may have it placed again', async () => {
    const id = await arrives(mailTo(await newAddress(), 'Never.'));
    const mailReader = failing(new RangeError('x'));
    const hopeless = {
      ...context,
      mailReader,
      readAlone: <R>(work: (reader: MailReader) => Promise<R>) => work(mailReader),
    };
    for (let n = 0; n < 4; n++) await expect(place(hopeless, { inboundId: id })).rejects.toThrow(RangeError);
    await place(hopeless, { inboundId: id });
    expect(await outcome(id)).toBe('failed: unreadable');
    await placeAgain(database.sql, id);
    await place(context, { inboundId: id });
    expect(await outcome(id)).toBe('placed: reply');
  });

  test('stands on the home page and on the contact of its address, and goes from there when it is placed', async () => {
    const id = await arrives(mailTo(await newAddress(), 'Seen by a person.'));
    await database.sql`update inbound set attempts = 4 where id = ${id}`;
    const mailReader = failing(new RangeError('x'));
    const readAlone = <R>(work: (reader: MailReader) => Promise<R>) => work(mailReader);
    await place({ ...context, mailReader, readAlone }, { inboundId: id });
    const listed = async () => (await listAttention(database.sql, { portalId: PORTAL_ID, limit: 5 }))[0];
    const shown = await listed();
    expect(shown).toMatchObject({
      kind: 'placing',
      reason: { code: 'unreadable' },
      nextStep: 'retry',
      contactName: 'Max',
    });
    jobs.length = 0;
    await context.queue.transact((tx) => retryAndWake(tx, { portalId: PORTAL_ID, id: shown!.effectId }, now));
    expect(jobs.map(({ name }) => name)).toEqual(['place']);
    await place(context, { inboundId: id });
    expect(await outcome(id)).toBe('placed: reply');
    expect(await listed()).toBeUndefined();
  });
});
