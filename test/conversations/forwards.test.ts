import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAudience } from '../../lib/conversations/audience.ts';
import { forwardOf } from '../../lib/conversations/forwards.ts';
import { hourOf } from '../../lib/conversations/hourly-cap.ts';
import { getReplyToken } from '../../lib/conversations/reply-tokens.ts';
import type { MailKind } from '../../lib/mail/types.ts';
import { addEffects } from '../../lib/outbox/add-effects.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { transactions } from '../support/transact.ts';
import { CUSTOMER, REP, signingKey, world } from './support.ts';

const now = new Date('2026-11-20T10:20:00Z');
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

type Asked = {
  mailKind?: MailKind;
  certain?: boolean;
  to?: string;
  settings?: object;
  nobody?: boolean;
  direct?: boolean;
};

/** A conversation, and what it asks for where a reply comes. */
async function conversation() {
  const { sql } = database;
  const w = await world(sql, now);
  const token = (await getReplyToken(sql, (await w.token(REP)).id))!;
  const { transact, asked } = transactions(sql);
  async function reply({
    mailKind = 'human',
    certain = true,
    to = 'x@x.example',
    settings = {},
    nobody = false,
    direct = false,
  }: Asked = {}) {
    const { id: messageId } = await w.message({ mailKind });
    const known = await readAudience(sql, token);
    const portal = { ...known.portal, settings: { ...known.portal.settings, ...settings } };
    const audience = {
      ...known,
      portal,
      ...(direct && { answersThrough: 'own_address' as const }),
      ...(nobody && { target: null }),
    };
    asked.length = 0;
    const recipients = [{ name: '', address: to }];
    await transact(async (tx) => {
      const { forwards } = await hourOf(tx.sql, token.conversationId, now);
      const request = { audience, messageId, verdict: { kind: mailKind, certain }, recipients, forwards };
      await addEffects(tx, await forwardOf(tx, request, { signingKey, now }), now);
    });
    const rows = await sql<
      { kind: string; state: string; reason: string | null; token: string | null; answers: boolean; run_after: Date }[]
    >`
      select e.kind, state, reason, t.kind as token, t.message_id = e.message_id as answers, run_after
      from effects e left join reply_tokens t on t.id = e.reply_token_id where e.message_id = ${messageId}`;
    return { effects: [...rows], jobs: asked.map(({ name, startAfter }) => [name, startAfter]) };
  }
  return reply;
}

test('a reply is forwarded at once, with a reply address of its own for the rep’s answer', async () => {
  const reply = await conversation();
  const { effects, jobs } = await reply();
  expect(effects).toMatchObject([{ kind: 'forward', state: 'pending', token: 'rep' }]);
  expect(jobs).toEqual([['forward', 0]]);
  expect(effects).toMatchObject([{ answers: true }]);
  expect((await reply({ settings: { forward: false } })).effects).toEqual([]);
});

test('whose answers go from their own address gets one of the customer’s beside it, and none for a machine', async () => {
  const reply = await conversation();
  expect((await reply({ direct: true })).effects).toMatchObject([{ kind: 'forward', token: 'customer' }]);
  expect((await reply({ direct: true, mailKind: 'auto_reply' })).effects).toMatchObject([{ token: null }]);
});

test('whoever the customer wrote to directly gets no second copy', async () => {
  const { effects, jobs } = await (await conversation())({ to: REP.toUpperCase() });
  expect(effects).toMatchObject([{ state: 'cancelled', reason: 'already_addressed', token: null }]);
  expect(jobs).toEqual([]);
  expect((await (await conversation())({ to: CUSTOMER })).effects).toMatchObject([{ state: 'pending' }]);
});

test('without anybody to forward to a person is told, and nobody is woken', async () => {
  const { effects, jobs } = await (await conversation())({ nobody: true });
  expect(effects).toMatchObject([{ state: 'needs_attention', reason: 'nobody_to_forward_to', token: null }]);
  expect(jobs).toEqual([]);
});

test('what may be a machine’s is forwarded like a person’s mail', async () => {
  const reply = await conversation();
  for (const _ of [1, 2]) {
    expect((await reply({ mailKind: 'auto_reply', certain: false })).effects).toMatchObject([{ kind: 'forward' }]);
  }
});

test('machine mail is forwarded once a conversation, kind and day', async () => {
  const reply = await conversation();
  expect((await reply({ mailKind: 'auto_reply' })).effects).toMatchObject([{ kind: 'forward', token: 'rep' }]);
  expect(await reply({ mailKind: 'auto_reply' })).toEqual({ effects: [], jobs: [] });
  expect((await reply({ mailKind: 'bounce' })).effects).toHaveLength(1);
});

test('above twenty an hour one digest tells of the rest, at the full hour', async () => {
  const reply = await conversation();
  for (let n = 0; n < 20; n++) expect((await reply()).effects).toMatchObject([{ kind: 'forward' }]);
  const { effects, jobs } = await reply();
  expect(effects).toMatchObject([{ kind: 'digest', run_after: new Date('2026-11-20T11:00:00Z') }]);
  expect(jobs).toEqual([['forward', 40 * 60]]);
  expect(await reply()).toEqual({ effects: [], jobs: [] });
});
