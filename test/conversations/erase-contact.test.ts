import { expect, test } from 'vitest';
import { storeAttachments } from '../../lib/conversations/attachments.ts';
import { acceptAddress, isErased } from '../../lib/conversations/contacts.ts';
import { eraseContact } from '../../lib/conversations/erase-contact.ts';
import { isErasedToken } from '../../lib/conversations/reply-tokens.ts';
import { findSuppression, suppress } from '../../lib/conversations/suppressions.ts';
import { syncPortal } from '../../lib/hubspot/sync/sync-portal.ts';
import { storeInbound } from '../../lib/intake/inbound.ts';
import { quarantine } from '../../lib/intake/quarantine.ts';
import { once } from '../../lib/portals/once.ts';
import {
  drainAll,
  KEYRING,
  ourContact,
  replyFrom,
  replyToken,
  SIGNING_KEY,
  type World,
  world,
} from '../hubspot/support.ts';

const NEEDLES = ['lucinda', 'Lucinda Prado', 'zebra-prices'];

/** Every value of every row of every table, as text. */
async function search({ sql }: World, needles: string[]): Promise<string[]> {
  const tables = await sql<{ table_schema: string; table_name: string }[]>`
    select table_schema, table_name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
  const hits: string[] = [];
  for (const { table_schema: schema, table_name: table } of tables) {
    const rows = await sql<{ text: string }[]>`select t::text as text from ${sql(schema)}.${sql(table)} t`;
    for (const { text } of rows)
      for (const needle of needles) if (text.includes(needle)) hits.push(`${table}: ${needle}`);
  }
  return hits;
}

async function lucinda(w: World) {
  const record = w.hubspot.person.createContact({
    email: 'lucinda@prado.example',
    firstname: 'Lucinda',
    lastname: 'Prado',
  });
  const contact = await ourContact(w, record.id, 'lucinda@prado.example');
  await w.sql`update contacts set name = 'Lucinda Prado' where id = ${contact.id}`;
  const body = Buffer.from('From: lucinda@prado.example');
  const inboundId = await storeInbound(
    w.sql,
    { contentType: 'multipart/form-data', body, receivedAt: w.clock.now() },
    KEYRING,
  );
  const author = { name: 'Lucinda Prado', address: 'lucinda@prado.example' };
  const reply = await replyFrom(w, contact, {
    inboundId,
    author,
    body: { full: 'zebra-prices', html: '<p>zebra-prices</p>' },
  });
  await storeAttachments(
    w.sql,
    { portalId: w.portalId, messageId: reply.messageId, expiresAt: new Date('2027-01-01') },
    [
      {
        filename: 'lucinda.pdf',
        contentType: 'application/pdf',
        contentId: null,
        inline: false,
        blocked: false,
        content: Buffer.from('zebra-prices'),
      },
    ],
    KEYRING,
  );
  const token = await replyToken(w, reply.conversationId);
  await quarantine(w.sql, {
    inboundId: inboundId!,
    portalId: w.portalId,
    replyTokenId: token.id,
    contactId: contact.id,
    reason: 'expired_token',
    fromAddress: 'lucinda@prado.example',
    subject: 'zebra-prices',
    receivedAt: w.clock.now(),
  });
  await suppress(
    w.sql,
    { portalId: w.portalId, address: 'lucinda@prado.example', reason: 'asked', messageId: reply.messageId },
    w.clock.now(),
  );
  await w.sql.begin((tx) =>
    once(tx, { portalId: w.portalId, key: 'k' }, { keyring: KEYRING, now: w.clock.now() }, async () => ({
      ok: true,
      to: 'lucinda@prado.example',
    })),
  );
  return { record, contact, reply, token: token.token };
}

test('a privacy deletion leaves nothing of the contact in any table but the tombstone', async () => {
  await using w = await world();
  const other = await replyFrom(w, await ourContact(w, w.hubspot.contacts()[1]!.id));
  const { record } = await lucinda(w);
  expect(new Set(await search(w, NEEDLES)).size).toBeGreaterThan(5);
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
