import { chmod, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import express from 'express';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectServer } from '../../lib/database/index.ts';
import type { Sql } from '../../lib/database/types.ts';
import { createPlaces } from '../../webhooks/inbound-parse.ts';
import { createProbes, type ProbeOptions } from '../../webhooks/probes.ts';
import { openSpool } from '../../webhooks/spool.ts';
import { type Cuttable, cuttable } from '../support/cuttable.ts';
import { databaseBehindPort } from '../support/database-behind-port.ts';

let url: string;
let relay: Cuttable;
let sql: Sql;
let folder: string;
const closing: (() => Promise<unknown> | unknown)[] = [];

beforeAll(async () => {
  url = await databaseBehindPort();
});
beforeEach(async () => {
  relay = await cuttable(url);
  sql = connectServer(relay.url, 1, { statementMs: 30_000, silentMs: 40_000 });
  folder = await mkdtemp(join(tmpdir(), 'probes-'));
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await sql.end({ timeout: 0 });
  await relay[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function probe(options: Partial<ProbeOptions> = {}) {
  const receiver = { spool: openSpool(join(folder, 'spool')), places: createPlaces(2) };
  const server = express()
    .use(createProbes({ sql, receiver, patienceMs: 300, ...options }))
    .listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const ask = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { ask, receiver };
}

test('what works is alive and ready, and /health says what /readyz says', async () => {
  const { ask } = await probe();
  expect(await ask('/healthz')).toEqual({ status: 200, body: { ok: true, database: 'ok' } });
  const ready = { status: 200, body: { ok: true, database: 'ok', spool: 'ok', arriving: '0 of 2 taken' } };
  expect(await ask('/readyz')).toEqual(ready);
  expect(await ask('/health')).toEqual(ready);
});

test('a half-open connection is told within the patience, stays alive for a while, and is over when it is over', async () => {
  const { ask } = await probe({ hopelessMs: 1_000 });
  await ask('/readyz');
  relay.freeze();
  const begun = Date.now();
  expect(await ask('/readyz')).toMatchObject({
    status: 503,
    body: { ok: false, database: expect.stringMatching(/silent for/), spool: 'ok' },
  });
  expect(Date.now() - begun).toBeLessThan(1_000);
  expect(await ask('/healthz')).toMatchObject({
    status: 200,
    body: { ok: true, database: expect.stringMatching(/silent for/) },
  });
  await pause(1_000);
  expect((await ask('/healthz')).status).toBe(503);
  relay.thaw();
  relay.cut();
  await expect.poll(async () => (await ask('/readyz')).status, { timeout: 15_000 }).toBe(200);
  expect(await ask('/healthz')).toEqual({ status: 200, body: { ok: true, database: 'ok' } });
});

test('many probes of a silent database are one question to it', async () => {
  const asked: string[] = [];
  const silent = ((text: TemplateStringsArray) => {
    asked.push(text.join());
    return new Promise(() => {});
  }) as unknown as Sql;
  const { ask } = await probe({ sql: silent, patienceMs: 50 });
  for (let n = 0; n < 5; n++) expect((await ask('/readyz')).status).toBe(503);
  expect(asked).toEqual(['select 1']);
});

test('a database that refuses is told, and the process stays alive', async () => {
  const refusing = (() => Promise.reject(new Error('no'))) as unknown as Sql;
  const { ask } = await probe({ sql: refusing });
  expect(await ask('/readyz')).toMatchObject({
    status: 503,
    body: { ok: false, database: expect.stringMatching(/^refuses/) },
  });
  expect((await ask('/healthz')).status).toBe(200);
});

test('without a free place no mail can be taken', async () => {
  const { ask, receiver } = await probe();
  receiver.places.taken = 2;
  expect(await ask('/readyz')).toMatchObject({ status: 503, body: { ok: false, arriving: '2 of 2 taken' } });
});

test.skipIf(process.getuid?.() === 0)('a spool that cannot be written is told', async () => {
  const { ask, receiver } = await probe();
  await ask('/readyz');
  await chmod(receiver.spool.folder, 0o500);
  expect(await ask('/readyz')).toMatchObject({
    status: 503,
    body: { spool: expect.stringMatching(/cannot be written \(EACCES\)/) },
  });
  await chmod(receiver.spool.folder, 0o700);
});

test('a spool that is not there any more is told', async () => {
  const { ask, receiver } = await probe();
  await ask('/readyz');
  await rm(receiver.spool.folder, { recursive: true });
  expect(await ask('/readyz')).toMatchObject({
    status: 503,
    body: { spool: expect.stringMatching(/cannot be written \(ENOENT\)/) },
  });
});

test('a process that takes no mail is ready with its database', async () => {
  const { ask } = await probe({ receiver: null });
  expect(await ask('/readyz')).toEqual({ status: 200, body: { ok: true, database: 'ok' } });
});
