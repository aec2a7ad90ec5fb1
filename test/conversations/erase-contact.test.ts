import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { acceptAddress, isErased } from '../../lib/conversations/contacts.ts';
import { eraseContact } from '../../lib/conversations/erase-contact.ts';
import { exportContact } from '../../lib/conversations/export-contact.ts';
import { lockMessage } from '../../lib/conversations/messages.ts';
import { isErasedToken } from '../../lib/conversations/reply-tokens.ts';
import { findSuppression, suppress } from '../../lib/conversations/suppressions.ts';
import { inTransaction } from '../../lib/database/transaction.ts';
import { syncPortal } from '../../lib/hubspot/sync/sync-portal.ts';
import { addEffects } from '../../lib/outbox/add-effects.ts';
import {
  drainAll,
  KEYRING,
  ourContact,
  replyFrom,
  replyToken,
  SIGNING_KEY,
  storeReply,
  world,
} from '../hubspot/support.ts';
import { dump } from '../support/dump.ts';
import { lucinda, NEEDLES, search } from './lucinda.ts';

/** Tables that hold nothing of a contact, or what is meant to outlive one; a new table has to be put here or erased. */
const NOTHING_OF_A_CONTACT = [
  'migrations',
  'portals',
  'forward_addresses',
  'user_settings',
  'portal_words',
  'templates',
  'rep_addresses',
  'install_journal',
  'seen_events',
  'token_misses',
  'install_journal',
  // The contact of a test is nobody.
  'test_replies',
  // What stays on purpose: HubSpot's number, and hashes of the addresses, so that a late mail or write stops.
  'tombstones',
  'erased_tokens',
];
/** Pieces of rows that the export has whole, what names nobody, and what a rep has begun to write and not said. */
const NOT_EXPORTED = [
  'inbound_chunks',
  'attachment_chunks',
  'placed_mails',
  'client_keys',
  'workflow_waits',
  'rollup_deltas',
  'rollups',
  'rollup_weeks',
  'drafts',
];

test('the contact of these tests is in every table that may hold one, and the export has every row', async () => {
  await using w = await world();
  const tables = await w.sql<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
  const expected = tables.map(({ name }) => name).filter((name) => !NOTHING_OF_A_CONTACT.includes(name));
  const before = new Set((await dump(w.sql)).map(({ table }) => table));
  const { record } = await lucinda(w);
  const rows = (await dump(w.sql)).filter(({ table }) => !table.startsWith('pgboss') && !before.has(table));
  expect([...new Set(rows.map(({ table }) => table))].sort()).toEqual(expected.sort());

  const whose = { portalId: w.portalId, hubspotId: record.id };
  let text = '';
  for await (const piece of (await exportContact({ sql: w.sql, keyring: KEYRING }, whose, w.clock.now()))!)
    text += piece;
  const document = JSON.parse(text);
  for (const { table, row } of rows.filter((one) => !NOT_EXPORTED.includes(one.table))) {
    const named = row.id ?? row.address ?? row.message_id ?? row.record_id;
    expect(text, `${table} ${String(named)}`).toContain(String(named));
  }
  const [reply, logged] = document.messages;
  expect(reply.body).toMatchObject({ full: 'zebra-prices', html: '<p>zebra-prices</p>' });
  expect(Buffer.from(reply.attachments[0].content, 'base64').toString()).toBe('zebra-prices');
  expect(logged.earlierVersions[0].body.new).toBe('zebra-prices');
  expect(document.suppressions).toMatchObject([{ address: 'lucinda@prado.example' }]);
  expect(document.quarantine).toMatchObject([{ excerpt: 'zebra-prices' }]);
  expect(document.posts).toHaveLength(1);
  expect(text).not.toMatch(/lookup_hash|key_id/);
  expect(await exportContact({ sql: w.sql, keyring: KEYRING }, { ...whose, hubspotId: '1' }, w.clock.now())).toBeNull();
});

test('a privacy deletion leaves nothing of the contact in any table but the tombstone', async () => {
  await using w = await world();
  const other = await replyFrom(w, await ourContact(w, w.hubspot.contacts()[1]!.id));
  const { record } = await lucinda(w);
  const found = new Set((await search(w, NEEDLES)).map((hit) => hit.split(':')[0]));
  for (const table of ['messages', 'message_revisions', 'attachments', 'inbound', 'client_keys', 'quarantine'])
    expect(found).toContain(table);
  await eraseContact(w.sql, { portalId: w.portalId, hubspotId: record.id }, { keyring: KEYRING, now: w.clock.now() });
  expect(await search(w, NEEDLES)).toEqual([]);
  expect(await search(w, [record.id])).toEqual([`tombstones: ${record.id}`]);
  expect(await isErased(w.sql, w.portalId, record.id)).toBe(true);
  const [left] = await w.sql<{ inbound: number; chunks: number; files: number }[]>`
    select (select count(*)::int from inbound) as inbound, (select count(*)::int from inbound_chunks) as chunks,
           (select count(*)::int from attachment_chunks) as files`;
  expect(left).toEqual({ inbound: 0, chunks: 0, files: 0 });
  // Somebody else's conversation is untouched.
  expect(await w.sql`select id from messages where id = ${other.messageId}`).toHaveLength(1);
});

test('the addresses of an erased contact are known as such, and no others', async () => {
  await using w = await world();
  const { record, token } = await lucinda(w);
  const other = await replyFrom(w, await ourContact(w, w.hubspot.contacts()[1]!.id));
  const living = await replyToken(w, other.conversationId);
  expect(await isErasedToken(w.sql, [token], SIGNING_KEY)).toBe(false);
  await eraseContact(w.sql, { portalId: w.portalId, hubspotId: record.id }, { keyring: KEYRING, now: w.clock.now() });
  expect(await isErasedToken(w.sql, ['0000000000000000', token], SIGNING_KEY)).toBe(true);
  expect(await isErasedToken(w.sql, [living.token], SIGNING_KEY)).toBe(false);
  expect(await isErasedToken(w.sql, [], SIGNING_KEY)).toBe(false);
});

test('the opt-out of a colleague who is a contact too outlives the contact in whose place it was written', async () => {
  await using w = await world();
  const { record, contact, reply } = await lucinda(w);
  const colleague = 'vera@prado.example';
  await ourContact(w, w.hubspot.contacts()[1]!.id, colleague);
  await acceptAddress(w.sql, contact.id, colleague);
  const optOut = { portalId: w.portalId, address: colleague, reason: 'asked', messageId: reply.messageId } as const;
  await suppress(w.sql, optOut, w.clock.now());
  await eraseContact(w.sql, { portalId: w.portalId, hubspotId: record.id }, { keyring: KEYRING, now: w.clock.now() });
  expect(await findSuppression(w.sql, w.portalId, colleague)).toBe('asked');
  expect(await search(w, NEEDLES)).toEqual([]);
});

test('a second event, and one for a contact nobody knows, change nothing', async () => {
  await using w = await world();
  const { record } = await lucinda(w);
  for (let n = 0; n < 2; n++)
    await eraseContact(w.sql, { portalId: w.portalId, hubspotId: record.id }, { keyring: KEYRING, now: w.clock.now() });
  await eraseContact(w.sql, { portalId: w.portalId, hubspotId: '4711' }, { keyring: KEYRING, now: w.clock.now() });
  expect(await search(w, NEEDLES)).toEqual([]);
});

test('writes that were under way when the contact was erased reach HubSpot no more', async () => {
  await using w = await world();
  const { record } = await lucinda(w);
  const { request } = w.client;
  w.drain.client = {
    ...w.client,
    request: async (call) => {
      const answer = await request(call);
      if (call.path.endsWith('/emails/batch/create')) {
        w.hubspot.person.privacyDelete(record.id);
        await eraseContact(
          w.sql,
          { portalId: w.portalId, hubspotId: record.id },
          { keyring: KEYRING, now: w.clock.now() },
        );
      }
      return answer;
    },
  };
  await syncPortal(w.drain);
  await drainAll(w);
  expect(await search(w, NEEDLES)).toEqual([]);
  const writes = w.hubspot
    .calls()
    .filter(({ path }) => path.endsWith('/contacts/batch/update') || path.endsWith('/tasks/batch/create'));
  expect(writes.filter(({ status }) => status < 300)).toEqual([]);
});

test('a row that is made again for an erased contact writes nothing', async () => {
  await using w = await world();
  const { record } = await lucinda(w);
  await eraseContact(w.sql, { portalId: w.portalId, hubspotId: record.id }, { keyring: KEYRING, now: w.clock.now() });
  const contact = await ourContact(w, record.id);
  await replyFrom(w, contact);
  await drainAll(w);
  expect(w.hubspot.timeline(record.id)).toEqual([]);
  expect(await w.sql`select state from effects where state <> 'cancelled'`).toEqual([]);
});

test('an erasure and a step that has begun on a message of the contact do not wait for each other for ever', async () => {
  await using w = await world();
  const record = w.hubspot.contacts()[0]!;
  const contact = await ourContact(w, record.id);
  const { messageId, conversationId } = await storeReply(w, contact);
  const whose = { portalId: w.portalId, hubspotId: record.id };
  // Two connections of the pool that are open already, so that neither waits for its own.
  await Promise.all([w.sql`select pg_sleep(0.05)`, w.sql`select pg_sleep(0.05)`]);
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const step = inTransaction(w.sql, async (sql) => {
    if (!(await lockMessage(sql, messageId))) return 'gone';
    begin();
    // The erasure holds the contact by now and wants the message; the effect refers to the contact.
    await pause(200);
    const about = { portalId: w.portalId, contactId: contact.id, conversationId, messageId };
    await addEffects({ sql, enqueue: () => {} }, [{ ...about, kind: 'properties', key: 'p' }], w.clock.now());
    return 'added';
  });
  await begun;
  await eraseContact(w.sql, whose, { keyring: KEYRING, now: w.clock.now() });
  expect(['gone', 'added']).toContain(await step);
  expect(await search(w, [record.id])).toEqual([`tombstones: ${record.id}`]);
  expect([...(await w.sql`select 1 from effects`)]).toEqual([]);
});
