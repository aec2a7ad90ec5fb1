import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openBody } from '../../lib/conversations/message-bodies.ts';
import { getMessage, sealedOf } from '../../lib/conversations/messages.ts';
import { migrate } from '../../lib/database/migrate.ts';
import { reseal } from '../../lib/jobs/reseal.ts';
import { blankDatabase } from '../support/database.ts';

const FOLDER = new URL('../../lib/database/migrations/', import.meta.url);
const keyring = { current: 'k1', keys: { k1: Buffer.alloc(32, 1) } };
const IDS = { contact: 'c', conversation: 'd', message: 'e', status: 'f' };
const uuid = (end: string) => `0190a3c4-0000-7000-8000-00000000000${end}`;

test('mails of a release that kept them in clear are there after the update, and then sealed', async () => {
  await using database = await blankDatabase();
  const { sql } = database;
  const before = (await readdir(FOLDER)).sort().filter((name) => name.endsWith('.sql') && name < '0009');
  await sql.unsafe('create table migrations (name text primary key, applied_at timestamptz not null default now())');
  for (const name of before) {
    await sql.unsafe(await readFile(new URL(name, FOLDER), 'utf8'));
    await sql`insert into migrations (name) values (${name})`;
  }
  const [contact, conversation, message, status] = Object.values(IDS).map(uuid);
  await sql.unsafe(`
    insert into portals (portal_id, created_at, updated_at) values (1, now(), now());
    insert into contacts (id, portal_id, hubspot_id, created_at) values ('${contact}', 1, '1', now());
    insert into conversations (id, portal_id, contact_id, subject, subject_key, last_message_at, created_at)
      values ('${conversation}', 1, '${contact}', 'Offer', 'offer', now(), now());
    insert into messages (id, portal_id, conversation_id, contact_id, kind, author, text_full, text_new, text_quoted, html, revision, occurred_at, received_at)
      values ('${message}', 1, '${conversation}', '${contact}', 'logged', '{"name": "Ana"}', E'Olá “zebra”\\n> quote', 'Olá “zebra”', '> quote', '<p>Olá</p>', 2, now(), now());
    insert into messages (id, portal_id, conversation_id, contact_id, kind, author, occurred_at, received_at)
      values ('${status}', 1, '${conversation}', '${contact}', 'status_change', '{"name": ""}', now(), now());
    insert into message_revisions (message_id, portal_id, revision, content, edited_by, edited_at)
      values ('${message}', 1, 1, '{"channel": "call", "text": "before"}', '{"name": "Ana"}', now());
    insert into client_keys (portal_id, key, result, created_at) values (1, 'k', '{"ok": true}', now()), (1, 'running', null, now());
    insert into attachments (id, portal_id, message_id, filename, content_type, inline, size, expires_at)
      values ('${message}', 1, '${message}', 'a.txt', 'text/plain', false, 4, now());
    insert into attachment_chunks (attachment_id, n, bytes) values ('${message}', 0, 'file');`);
  await migrate(sql);
  const words = { full: 'Olá “zebra”\n> quote', new: 'Olá “zebra”', quoted: '> quote', html: '<p>Olá</p>' };
  for (const sealed of [false, true]) {
    expect(openBody((await getMessage(sql, message!))!, keyring)).toMatchObject(words);
    expect((await getMessage(sql, status!))!.sealedBody).toBeNull();
    const [earlier] = await sql<
      { body: Buffer; body_key_id: string; content: object }[]
    >`select * from message_revisions`;
    expect(openBody({ sealedBody: sealedOf(earlier!) }, keyring).new).toBe('before');
    expect(earlier!.content).toEqual({ channel: 'call' });
    const [raw] = await sql<
      { body: Buffer; keyId: string }[]
    >`select body, body_key_id as "keyId" from messages where id = ${message!}`;
    expect([raw!.keyId, raw!.body.includes('zebra')]).toEqual(sealed ? ['k1', false] : ['', true]);
    if (!sealed) expect(await reseal(sql, keyring, { from: [''] })).toBe(4);
  }
});
