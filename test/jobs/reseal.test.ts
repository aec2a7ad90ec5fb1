import { afterAll, beforeAll, expect, test } from 'vitest';
import { rotateKeys } from '../../lib/cli/admin/rotate-keys.ts';
import { readAttachment, storeAttachments } from '../../lib/conversations/attachments.ts';
import { editLogged } from '../../lib/conversations/log-entries.ts';
import { openBody } from '../../lib/conversations/message-bodies.ts';
import { getMessage } from '../../lib/conversations/messages.ts';
import { findInbound, storeInbound } from '../../lib/intake/inbound.ts';
import { keysInUse, reseal, SEALED, sealWhatIsClear } from '../../lib/jobs/reseal.ts';
import { type Keyring, MissingKeyError, NO_KEY } from '../../lib/keyring.ts';
import { readTokens } from '../../lib/portals/access-tokens.ts';
import { once } from '../../lib/portals/once.ts';
import { keyring, PORTAL_ID, world } from '../conversations/support.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { openSealed } from '../support/dump.ts';
import { transactions } from '../support/transact.ts';

const now = new Date('2026-11-02T10:00:00Z');
const k2 = Buffer.alloc(32, 2);
const both: Keyring = { current: 'k2', keys: { ...keyring.keys, k2 } };
const onlyNew: Keyring = { current: 'k2', keys: { k2 } };

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Something sealed in every table that has it; returns how each is read with a keyring. */
async function fill() {
  const { sql } = database;
  const w = await world(sql, now);
  const logged = await w.message({ kind: 'logged', text: 'She called: zebra.' });
  const edit = {
    channel: 'call',
    occurredAt: now,
    subject: '',
    text: 'She called twice: zebra.',
    revision: 1,
  } as const;
  const { transact } = transactions(sql);
  await transact((tx) => editLogged(tx, { message: logged, edit, by: { name: 'Ana' } }, { keyring, now }));
  const content = Buffer.alloc(2_500_000, 'zebra stripes ');
  const file = {
    filename: 'a.pdf',
    contentType: 'application/pdf',
    contentId: null,
    inline: false,
    blocked: false,
    content,
  };
  const kept = { portalId: PORTAL_ID, messageId: logged.id, expiresAt: new Date('2027-01-01') };
  await storeAttachments(sql, kept, [file], keyring);
  const [attachment] = await sql<{ id: string }[]>`select id from attachments where message_id = ${logged.id}`;
  const body = Buffer.alloc(2_500_000, 'zebra post ');
  const inboundId = await storeInbound(sql, { contentType: 'x', body, receivedAt: now }, keyring);
  const asks = (ring: Keyring) =>
    sql.begin((tx) =>
      once(tx, { portalId: PORTAL_ID, key: logged.id }, { keyring: ring, now }, async () => ({ said: 'zebra' })),
    );
  await asks(keyring);
  return {
    id: logged.id,
    async readAll(ring: Keyring) {
      expect(openBody((await getMessage(sql, logged.id))!, ring).new).toBe('She called twice: zebra.');
      expect((await readAttachment(sql, attachment!.id, ring)).equals(content)).toBe(true);
      const found = await findInbound(sql, inboundId, ring);
      expect((await found!.readBody()).equals(body)).toBe(true);
      expect(await asks(ring)).toEqual({ said: 'zebra' });
      expect((await readTokens(sql, PORTAL_ID, ring))!.tokens).toEqual({ accessToken: 'a', refreshToken: 'r' });
      expect((await openSealed(sql, ring)).filter(({ table }) => table === 'message_revisions')[0]!.text).toContain(
        'She called: zebra.',
      );
    },
  };
}

const rotate = async (ring: Keyring) => {
  const lines: string[] = [];
  await rotateKeys({ sql: database.sql, keyring: ring, print: (line) => lines.push(line) });
  return lines;
};

test('the list of what is sealed is the schema’s: every key id, and nothing else', async () => {
  const columns = await database.sql<{ table: string; column: string }[]>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public' and column_name like '%key_id' order by 1`;
  const listed = SEALED.map(({ table, key }) => ({ table, column: key })).sort((a, b) => (a.table < b.table ? -1 : 1));
  expect([...columns]).toEqual(listed);
});

test('after keys rotate the new key alone opens everything, and the old one may go', async () => {
  const filled = await fill();
  await filled.readAll(keyring);
  const lines = await rotate(both);
  expect(lines.join('\n')).toMatch(/attachments\t1 of 1 sealed with "k2"/);
  expect(lines.at(-2)).toBe('Everything is sealed with "k2".');
  expect(lines.at(-1)).toMatch(/"k1" can leave ENCRYPTION_KEYS/);
  await filled.readAll(onlyNew);
  expect(await rotate(onlyNew)).toEqual(['Everything is sealed with "k2".']);
});

test('everything can be read at every moment of a rotation, and one that was stopped goes on', async () => {
  const filled = await fill();
  let stopped = 0;
  const interrupted = reseal(database.sql, both, {
    from: ['k1'],
    onBatch: ({ table }) => {
      stopped += 1;
      if (table === 'messages') throw new Error('killed');
    },
  });
  await expect(interrupted).rejects.toThrow('killed');
  expect(stopped).toBeGreaterThan(1);
  await filled.readAll(both);
  expect((await keysInUse(database.sql)).some(({ keyId }) => keyId === 'k1')).toBe(true);
  await rotate(both);
  await filled.readAll(onlyNew);
});

test('what a process with the old key wrote meanwhile is not lost, and is said', async () => {
  const { sql } = database;
  const filled = await fill();
  const edited = {
    channel: 'call',
    occurredAt: now,
    subject: '',
    text: 'She called twice: zebra.',
    revision: 2,
  } as const;
  const racing = reseal(sql, both, {
    from: ['k1'],
    onBatch: () => {},
  });
  const message = (await getMessage(sql, filled.id))!;
  const { transact } = transactions(sql);
  await Promise.all([
    racing,
    transact((tx) => editLogged(tx, { message, edit: edited, by: { name: 'Ana' } }, { keyring, now })),
  ]);
  await filled.readAll(both);
  expect((await rotate(both)).at(-2)).toBe('Everything is sealed with "k2".');
  await filled.readAll(onlyNew);
});

test('a key that is missing stops the rotation by name, and nothing is lost', async () => {
  const filled = await fill();
  await expect(rotate(onlyNew)).rejects.toThrow(MissingKeyError);
  await expect(rotate(onlyNew)).rejects.toThrow('"k1"');
  await filled.readAll(both);
  await rotate(both);
});

test('what an older release left in clear is read, and sealed by the sweep', async () => {
  const { sql } = database;
  const w = await world(sql, now);
  const { id } = await w.message();
  const clear = JSON.stringify({
    full: 'zebra in clear',
    new: 'zebra in clear',
    quoted: '',
    signature: '',
    hidden: '',
    html: null,
  });
  await sql`update messages set body = ${Buffer.from(clear)}, body_key_id = ${NO_KEY} where id = ${id}`;
  expect(openBody((await getMessage(sql, id))!, keyring).new).toBe('zebra in clear');
  expect(await sealWhatIsClear(sql, keyring)).toBe(1);
  const [row] = await sql<
    { body: Buffer; body_key_id: string }[]
  >`select body, body_key_id from messages where id = ${id}`;
  expect(row!.body_key_id).toBe('k1');
  expect(row!.body.includes('zebra')).toBe(false);
  expect(openBody((await getMessage(sql, id))!, keyring).new).toBe('zebra in clear');
  expect(await sealWhatIsClear(sql, keyring)).toBe(0);
});
