import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptForOther, acceptSender, ignoreSender } from '../../lib/conversations/accept-sender.ts';
import { listActionItems } from '../../lib/conversations/action-items.ts';
import { applyAnalysis, applyReanalysis } from '../../lib/conversations/analysis-effects.ts';
import { getContact, upsertContact } from '../../lib/conversations/contacts.ts';
import { getConversation } from '../../lib/conversations/conversations.ts';
import { reviewAnalysis } from '../../lib/conversations/corrections.ts';
import { logMessage } from '../../lib/conversations/log-entries.ts';
import { getMessage } from '../../lib/conversations/messages.ts';
import { latestReply, unidentified } from '../../lib/conversations/screens/timeline.ts';
import { handOver, markDone, snooze, takeDoneBack } from '../../lib/conversations/waiting.ts';
import type { Transact } from '../../lib/queue.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { transactions } from '../support/transact.ts';
import { keyring, PORTAL_ID, world } from './support.ts';

const now = new Date('2026-11-20T10:00:00Z');
const minutes = (n: number) => new Date(now.getTime() + n * 60_000);
const by = { userId: '1', name: 'Ana' };
const shown = { previewLength: 100, keyring };
let database: TestDatabase;
let transact: Transact;
beforeAll(async () => {
  database = await testDatabase();
  ({ transact } = transactions(database.sql));
});
afterAll(() => database.close());

type World = Awaited<ReturnType<typeof world>>;
type Fields = Parameters<World['analysis']>[1];

async function analyzed(w: World, fields: Fields, changes: Parameters<World['message']>[0] = {}) {
  const message = await w.message(changes);
  const analysis = await w.analysis(message, fields);
  await transact((tx) => applyAnalysis(tx, { ...w, message, analysis }, now));
  return { message: (await getMessage(database.sql, message.id))!, analysis };
}
const waitingSince = async (w: World) => (await getConversation(database.sql, w.conversationId))!.waitingSince;
const asks = { kind: 'human', response_type: 'standard', follow_up_needed: true } as const;
const politeNo = { kind: 'human', response_type: 'standard', follow_up_needed: false } as const;
const optOut = {
  kind: 'unsubscribe',
  response_type: 'needs_handling',
  follow_up_needed: true,
  action_items: ['Stop all mailings to this address'],
} as const;
const evidence = (items: string[]) => ({
  product_usage: null,
  monthly_volume: null,
  pain_points: [],
  action_items: items,
});

describe('what waits', () => {
  test.each([
    ['a question', asks, true],
    ['something of value', { ...politeNo, response_type: 'high_value' as const }, true],
    ['a polite no', politeNo, false],
    [
      'an opt-out',
      { ...optOut, action_items: [...optOut.action_items], evidence: evidence(['unsubscribe me']) },
      false,
    ],
  ])('%s', async (_, fields, waits) => {
    const w = await world(database.sql, now);
    await analyzed(w, fields);
    expect((await waitingSince(w)) !== null).toBe(waits);
  });

  test('a pure opt-out makes no task, and its to-do is done by the app', async () => {
    const { sql } = database;
    const w = await world(sql, now);
    const fields = { ...optOut, action_items: [...optOut.action_items], evidence: evidence(['unsubscribe me']) };
    const { message } = await analyzed(w, fields, { text: 'Please unsubscribe me.' });
    expect(await w.effects(message.id)).not.toContain('task');
    expect(await listActionItems(sql, [message.id])).toMatchObject([{ doneAt: now, doneBy: { name: '' } }]);
  });

  test('an opt-out that asks for more than that waits, with the rest to do', async () => {
    const { sql } = database;
    const w = await world(sql, now);
    const action_items = ['Stop all mailings', 'Delete their data'];
    const quotes = ['Please unsubscribe me.', 'Delete my data within a week.'];
    const { message } = await analyzed(
      w,
      { ...optOut, action_items, evidence: evidence(quotes) },
      { text: quotes.join(' ') },
    );
    expect(await waitingSince(w)).toEqual(now);
    expect(await w.effects(message.id)).toContain('task');
    const items = await listActionItems(sql, [message.id]);
    expect(items.map(({ text, doneAt }) => [text, doneAt !== null])).toEqual([
      ['Stop all mailings', true],
      ['Delete their data', false],
    ]);
  });

  test('waits until it is analyzed, and a polite no does not wait again with the next reply', async () => {
    const w = await world(database.sql, now);
    await analyzed(w, politeNo);
    await analyzed(w, asks, { occurredAt: minutes(5), receivedAt: minutes(5) });
    expect(await waitingSince(w)).toEqual(minutes(5));
  });

  test('a later analysis that sees a question lets it wait, one that sees none ends that and its task', async () => {
    const { sql } = database;
    const w = await world(sql, now);
    const { message, analysis: before } = await analyzed(w, politeNo);
    const again = await w.analysis(message, { ...asks, response_type: 'high_value' });
    await transact((tx) => applyReanalysis(tx, { ...w, message, before, analysis: again }, now));
    expect(await waitingSince(w)).toEqual(now);
    const present = (await getMessage(sql, message.id))!;
    await transact((tx) =>
      reviewAnalysis(
        tx,
        { portal: w.portal, message: present, version: again.version, by, correction: { ...politeNo } },
        now,
      ),
    );
    expect(await waitingSince(w)).toBeNull();
    expect(await w.effects(message.id)).toContain('task_completion');
  });
});

describe('a person decides', () => {
  test('done ends the waiting, and can be taken back', async () => {
    const w = await world(database.sql, now);
    await analyzed(w, asks);
    await transact((tx) => markDone(tx, { contact: w.contact, key: 'a' }, now));
    expect(await waitingSince(w)).toBeNull();
    expect(await transact((tx) => takeDoneBack(tx, { contact: w.contact, key: 'b' }, minutes(1)))).toBe(true);
    expect(await waitingSince(w)).toEqual(now);
    await transact((tx) => markDone(tx, { contact: w.contact, key: 'c' }, minutes(2)));
    expect(await transact((tx) => takeDoneBack(tx, { contact: w.contact, key: 'd' }, minutes(20)))).toBe(false);
  });

  test('a snooze rests until a new reply comes', async () => {
    const w = await world(database.sql, now);
    await analyzed(w, asks);
    await transact((tx) => snooze(tx, { contact: w.contact, key: 'a', until: minutes(600) }, now));
    const stored = async () => (await getConversation(database.sql, w.conversationId))!;
    expect(await stored()).toMatchObject({ snoozedUntil: minutes(600), waitingSince: now });
    await analyzed(w, asks, { occurredAt: minutes(9), receivedAt: minutes(9) });
    expect(await stored()).toMatchObject({ snoozedUntil: null, waitingSince: now });
  });

  test('handing over tells the other by the task that is there, or by one of its own', async () => {
    const { sql } = database;
    const to = { userId: '2', ownerId: '22', name: 'Bea', address: 'bea@seller.example' };
    const handed = async (fields: Fields) => {
      const w = await world(sql, now);
      const { message } = await analyzed(w, fields);
      await transact((tx) => handOver(tx, { contact: w.contact, key: 'a', to }, now));
      expect((await getConversation(sql, w.conversationId))!.handedTo).toEqual(to);
      const kinds = await sql<{ kind: string }[]>`
        select kind from effects where conversation_id = ${w.conversationId} and kind like 'task%' order by seq`;
      return { kinds: kinds.map(({ kind }) => kind), message };
    };
    expect((await handed({ ...asks, response_type: 'high_value' })).kinds).toEqual(['task', 'task_update']);
    expect((await handed(asks)).kinds).toEqual(['task']);
  });

  test('a call that is logged late waits since it happened, not at all where an answer followed it', async () => {
    const { sql } = database;
    const w = await world(sql, now);
    const log = (direction: 'incoming' | 'outgoing', occurredAt: Date) =>
      transact((tx) =>
        logMessage(
          tx,
          {
            portal: w.portal,
            contact: w.contact,
            entry: { direction, channel: 'call', occurredAt, subject: '', text: 'Wants prices.' },
            author: by,
          },
          { keyring, now },
        ),
      );
    await log('incoming', minutes(-600));
    expect(await waitingSince(w)).toEqual(minutes(-600));
    await log('outgoing', minutes(-300));
    expect(await waitingSince(w)).toBeNull();
    await log('incoming', minutes(-400));
    expect(await waitingSince(w)).toBeNull();
    await log('incoming', minutes(-200));
    expect(await waitingSince(w)).toEqual(minutes(-200));
  });
});

describe('a sender of whom nothing is proven', () => {
  const stranger = { trust: 'unknown', author: { name: 'Lu', address: 'lu@gmail.example' } } as const;

  test('stands in a group of its own and never in place of the newest good reply', async () => {
    const { sql } = database;
    const w = await world(sql, now);
    const { message: good } = await analyzed(w, politeNo);
    const { message: doubtful } = await analyzed(w, asks, {
      ...stranger,
      occurredAt: minutes(5),
      receivedAt: minutes(5),
    });
    expect((await latestReply(sql, w.contact.id, shown))?.id).toBe(good.id);
    expect((await unidentified(sql, w.contact.id, { ...shown, limit: 5 })).map(({ id }) => id)).toEqual([doubtful.id]);
    expect(await waitingSince(w)).toBeNull();
    expect(await w.effects(doubtful.id)).toContain('task');
  });

  test('is the contact: the address is remembered and the reply waits', async () => {
    const { sql } = database;
    const w = await world(sql, now);
    const { message } = await analyzed(w, asks, stranger);
    await transact((tx) => acceptSender(tx, { portal: w.portal, message, by, is: 'contact' }, now));
    expect((await getContact(sql, w.contact.id))!.addresses).toContain('lu@gmail.example');
    expect(await waitingSince(w)).toEqual(now);
    expect(await unidentified(sql, w.contact.id, { ...shown, limit: 5 })).toEqual([]);
  });

  test('is a colleague: the reply counts, the address is nobody’s', async () => {
    const { sql } = database;
    const w = await world(sql, now);
    const { message } = await analyzed(w, asks, stranger);
    await transact((tx) => acceptSender(tx, { portal: w.portal, message, by, is: 'colleague' }, now));
    expect((await getContact(sql, w.contact.id))!.addresses).not.toContain('lu@gmail.example');
    expect(await waitingSince(w)).toEqual(now);
  });

  test('is another contact: the reply waits there and nowhere else', async () => {
    const { sql } = database;
    const w = await world(sql, now);
    const facts = { hubspotId: '77001', name: 'Lu', addresses: [], ownerId: null, ownerAddress: null };
    const other = await upsertContact(sql, PORTAL_ID, facts, now);
    const { message } = await analyzed(w, asks, stranger);
    await transact((tx) => acceptForOther(tx, { portal: w.portal, message, by, contact: other }, now));
    expect(await waitingSince(w)).toBeNull();
    const moved = (await getMessage(sql, message.id))!;
    expect(moved.contactId).toBe(other.id);
    expect((await getConversation(sql, moved.conversationId))!.waitingSince).toEqual(now);
    const placed = await sql<{ kind: string; contact_id: string }[]>`
      select kind, contact_id from effects where message_id = ${message.id} and state = 'pending'`;
    const kindsOf = (contact: string) => placed.filter((row) => row.contact_id === contact).map(({ kind }) => kind);
    expect(kindsOf(other.id).sort()).toEqual(['email_object', 'event', 'properties']);
    expect(kindsOf(w.contact.id).sort()).toEqual(['removal', 'task', 'task_completion']);
  });

  test('is nobody: what it would have caused is cancelled, and nothing asks again', async () => {
    const { sql } = database;
    const w = await world(sql, now);
    const { message } = await analyzed(w, { ...asks, response_type: 'high_value' }, stranger);
    await transact((tx) => ignoreSender(tx, { message, by }, now));
    expect(await unidentified(sql, w.contact.id, { ...shown, limit: 5 })).toEqual([]);
    const held = await sql`select 1 from effects where message_id = ${message.id} and state = 'held'`;
    expect(held).toHaveLength(0);
    expect(await transact((tx) => acceptSender(tx, { portal: w.portal, message, by, is: 'contact' }, now))).toBe(true);
  });
});
