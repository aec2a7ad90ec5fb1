import { createSign } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findInbound } from '../../lib/intake/inbound.ts';
import { type Queue, startQueue } from '../../lib/queue.ts';
import { createInboundParse, createPlaces, type InboundParseOptions } from '../../webhooks/inbound-parse.ts';
import type { RefusalKind } from '../../webhooks/refusals.ts';
import { openSpool } from '../../webhooks/spool.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { inboundKey, multipart, type PostPart, rawPost, signedHeaders } from '../support/inbound-post.ts';

const SECRET = 'a-secret-of-twenty-characters';
const MAX_BYTES = 200_000;
const keyring = { current: 'k1', keys: { k1: Buffer.alloc(32, 1) } };
const [current, previous, stranger] = [inboundKey(), inboundKey(), inboundKey()];
const mail =
  'From: max@acme.example\r\nTo: reply+0123456789abcdef@reply.example.com\r\nSubject: Hi\r\n\r\nWe want more.\r\n';
const envelope = { to: ['reply+0123456789abcdef@reply.example.com'], from: 'max@acme.example' };

let database: TestDatabase;
let queue: Queue;
let folder: string;
let address: string;
let lines: string[] = [];
let refused: RefusalKind[] = [];
let close: () => Promise<unknown>;

beforeAll(async () => {
  database = await testDatabase();
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  queue = await startQueue(database, log);
  folder = await mkdtemp(join(tmpdir(), 'inbound-'));
  const options: InboundParseOptions = {
    queue,
    keyring,
    signingKey: Buffer.alloc(32, 3),
    replyDomain: 'reply.example.com',
    secrets: [SECRET],
    publicKeys: [current.publicKey, previous.publicKey],
    spool: openSpool(folder),
    maxBytes: MAX_BYTES,
    places: createPlaces(),
    now: () => new Date(),
    refused: (kind) => void refused.push(kind),
    log,
    observe: () => {},
  };
  const noDisk = { ...options, spool: openSpool(join(folder, 'a-file', 'spool')), places: createPlaces(1) };
  const lost = Object.assign(new Error('the connection was lost'), { code: 'CONNECTION_CLOSED' });
  const noDatabase = { ...options, queue: { ...queue, transact: () => Promise.reject(lost) }, places: createPlaces(1) };
  const transact = () => new Promise<never>(() => {});
  const halfOpen = {
    ...options,
    queue: { ...queue, transact },
    places: createPlaces(4),
    keepingMs: 300,
    arrivingMs: 300,
  };
  await writeFile(join(folder, 'a-file'), '');
  const app = express()
    .use('/webhooks/inbound-parse', createInboundParse(options))
    .use('/no-disk', createInboundParse(noDisk))
    .use('/no-database', createInboundParse(noDatabase))
    .use('/half-open', createInboundParse(halfOpen));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/inbound-parse`;
  close = () => new Promise((resolve) => server.close(resolve));
});
afterAll(async () => {
  await close();
  await queue.stop();
  await database.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  lines = [];
  refused = [];
  await database.sql`truncate inbound cascade`;
  await database.sql`delete from pgboss.job`;
});

async function post(
  parts: PostPart[],
  { secret = SECRET, key = current, headers = {} as Record<string, string>, at = new Date() } = {},
) {
  const form = multipart(parts);
  const response = await fetch(`${address}/${secret}`, {
    method: 'POST',
    headers: { ...signedHeaders(form, key.privateKey, at), ...headers },
    body: new Uint8Array(form.body),
  });
  return response.status;
}
const stored = () =>
  database.sql<{ id: string; state: string; outcome: string | null }[]>`select id, state, outcome from inbound`;
const jobs = async () =>
  (await database.sql`select name, data from pgboss.job`).map((row) => ({ name: row.name, data: row.data }));

test('a signed post is kept as it came, encrypted, with the job that places it', async () => {
  expect(await post(rawPost(mail, envelope))).toBe(200);
  const [row] = await stored();
  expect(row).toMatchObject({ state: 'received', outcome: null });
  expect(await jobs()).toEqual([{ name: 'place', data: { inboundId: row!.id } }]);
  const kept = await findInbound(database.sql, row!.id, keyring);
  expect((await kept!.readBody()).equals(multipart(rawPost(mail, envelope)).body)).toBe(true);
  const chunks = await database.sql<{ bytes: Buffer }[]>`select bytes from inbound_chunks`;
  expect(Buffer.concat(chunks.map((chunk) => chunk.bytes)).includes('acme.example')).toBe(false);
});

test('the previous key still verifies during a rotation, and bytes that are no UTF-8 verify too', async () => {
  expect(await post(rawPost(Buffer.from(mail.replace('more', 'm\xf6re'), 'latin1'), envelope), { key: previous })).toBe(
    200,
  );
});

test('nothing is read before it is safe: what is no mail is stored all the same', async () => {
  for (const [body, contentType] of [
    [Buffer.from('hello'), 'text/plain'],
    [Buffer.from('--xYzZY\r\nContent-Disposition: form-data; name="email"\r\n\r\nFrom: a'), 'multipart/form-data'],
    [Buffer.alloc(0), 'multipart/form-data; boundary=xYzZY'],
  ] as const) {
    const headers = signedHeaders({ body, contentType }, current.privateKey);
    const response = await fetch(`${address}/${SECRET}`, { method: 'POST', headers, body: new Uint8Array(body) });
    expect(response.status).toBe(200);
  }
  expect((await stored()).map(({ state }) => state)).toEqual(['received', 'received', 'received']);
  expect(await jobs()).toHaveLength(3);
});

test.each([
  ['a wrong secret', { secret: 'not-the-configured-secret' }, 'inbound_secret'],
  ['a signature of an unknown key', { key: stranger }, 'inbound_signature'],
  ['a signature that is none', { headers: { 'x-twilio-email-event-webhook-signature': 'AAAA' } }, 'inbound_signature'],
  ['another timestamp', { headers: { 'x-twilio-email-event-webhook-timestamp': '1' } }, 'inbound_signature'],
])('%s is answered with 503 and counted, and nothing is kept', async (_what, options, kind) => {
  expect(await post(rawPost(mail, envelope), options)).toBe(503);
  expect(await stored()).toHaveLength(0);
  expect(refused).toEqual([kind]);
  expect(lines).toEqual([]);
});

const HOUR = 3_600_000;
test.each([
  ['recorded 74 hours ago and played again', -74 * HOUR, 503],
  ['recorded a month ago', -30 * 24 * HOUR, 503],
  ['SendGrid’s last try, 71 h 20 min after the first', -71.4 * HOUR, 200],
  ['a clock that is four minutes ahead', 4 * 60_000, 200],
  ['a stamp of tomorrow', 24 * HOUR, 503],
])('a genuine post %s', async (_what, ahead, status) => {
  expect(await post(rawPost(mail, envelope), { at: new Date(Date.now() + ahead) })).toBe(status);
  expect(await stored()).toHaveLength(status === 200 ? 1 : 0);
  expect(refused).toEqual(status === 200 ? [] : ['inbound_stamp']);
});

test('a genuine post without a stamp is refused', async () => {
  const form = multipart(rawPost(mail, envelope));
  const signature = createSign('sha256').update('').update(form.body).sign(current.privateKey, 'base64');
  const headers = { 'x-twilio-email-event-webhook-timestamp': '', 'x-twilio-email-event-webhook-signature': signature };
  expect(await post(rawPost(mail, envelope), { headers })).toBe(503);
  expect(await stored()).toHaveLength(0);
});

test('an address without a secret is answered with 503', async () => {
  expect((await fetch(address, { method: 'POST', body: 'x' })).status).toBe(503);
});

test.each([
  ['a disk that takes nothing', '/no-disk', mail + 'x'.repeat(MAX_BYTES)],
  ['a database that is away', '/no-database', mail],
])('%s is answered with 503, and the next post has its place again', async (_what, path, mail) => {
  const form = multipart(rawPost(mail, envelope));
  const headers = signedHeaders(form, current.privateKey);
  for (const _attempt of [1, 2]) {
    const url = new URL(`${path}/${SECRET}`, address);
    const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(form.body) });
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ error: 'The mail could not be kept; send it again later.' });
  }
});

test('a small post needs no disk', async () => {
  const form = multipart(rawPost(mail, envelope));
  const headers = signedHeaders(form, current.privateKey);
  const response = await fetch(new URL(`/no-disk/${SECRET}`, address), {
    method: 'POST',
    headers,
    body: new Uint8Array(form.body),
  });
  expect(response.status).toBe(200);
});

test('a database that takes a mail and never answers gives 503 in time, and the places back', async () => {
  const form = multipart(rawPost(mail, envelope));
  const url = new URL(`/half-open/${SECRET}`, address);
  const post = () =>
    fetch(url, { method: 'POST', headers: signedHeaders(form, current.privateKey), body: new Uint8Array(form.body) });
  for (const _round of [1, 2]) {
    const begun = Date.now();
    const responses = await Promise.all([post(), post(), post(), post()]);
    expect(responses.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
    expect(Date.now() - begun).toBeLessThan(3_000);
  }
});

test('a sender that stops sending has its place for a while only', async () => {
  const { port, hostname } = new URL(address);
  const hanging = Array.from({ length: 4 }, () => connect({ port: Number(port), host: hostname }));
  const gone = hanging.map((socket) => new Promise((resolve) => socket.on('error', () => {}).once('close', resolve)));
  for (const socket of hanging) {
    socket.write(`POST /half-open/${SECRET} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhello`);
  }
  await Promise.all(gone);
  const form = multipart(rawPost(mail, envelope));
  const headers = signedHeaders(form, current.privateKey);
  const response = await fetch(new URL(`/half-open/${SECRET}`, address), {
    method: 'POST',
    headers,
    body: new Uint8Array(form.body),
  });
  expect(await response.json()).toEqual({ error: 'The mail could not be kept; send it again later.' });
});

test.each([
  ['a mail above the size limit', rawPost(mail + 'x'.repeat(MAX_BYTES), envelope), 'too_large'],
  ['an oversized field', [...rawPost(mail, envelope), { name: 'subject', value: 'y'.repeat(MAX_BYTES) }], 'too_large'],
])('a post with %s is answered with 200 and stands in the operator’s quarantine', async (_what, parts, reason) => {
  expect(await post(parts)).toBe(200);
  expect(await stored()).toMatchObject([{ state: 'quarantined', outcome: reason }]);
  expect(await database.sql`select reason, portal_id from quarantine`).toMatchObject([{ reason, portal_id: null }]);
  expect(await jobs()).toEqual([]);
});

test('the log holds no body, address or token', async () => {
  await post(rawPost(mail, envelope));
  await post([{ name: 'x', value: mail }]);
  await post(rawPost(mail, envelope), { secret: 'not-the-configured-secret' });
  expect(lines.join('')).not.toMatch(/acme\.example|0123456789abcdef|We want more|not-the-configured/);
});
