import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { connectServer, openDatabase } from '../../lib/database/index.ts';
import { isPassingError } from '../../lib/database/passing-error.ts';
import { whenReachable } from '../../lib/database/wait.ts';
import { freePort } from '../sandbox/free-port.ts';
import { until } from '../sandbox/play/until.ts';
import { cuttable } from '../support/cuttable.ts';
import { databaseBehindPort } from '../support/database-behind-port.ts';

let url: string;
beforeAll(async () => {
  url = await databaseBehindPort();
});

/** The pool of one connection through a relay. */
async function open() {
  const relay = await cuttable(url);
  const database = await openDatabase({ url: relay.url, dataDir: '', poolSize: 1 });
  const close = async () => {
    await database.close();
    await relay[Symbol.asyncDispose]();
  };
  return { sql: database.sql, relay, [Symbol.asyncDispose]: close };
}

test('a transaction whose connection is lost is rejected, and the pool goes on', async () => {
  await using opened = await open();
  const { sql, relay } = opened;
  for (let n = 0; n < 5; n++) {
    const lost = sql.begin(async (tx) => {
      await tx`select 1`;
      relay.cut();
      await pause(20);
      await tx`select 2`;
    });
    await expect(lost).rejects.toSatisfy(isPassingError);
    expect(await sql`select 3 as n`).toEqual([{ n: 3 }]);
  }
});

test('a statement of a lost transaction does not run on the connection that came after it', async () => {
  await using opened = await open();
  const { sql, relay } = opened;
  await sql`create table if not exists strays (n integer)`;
  const lost = sql.begin(async (tx) => {
    await tx`select 1`;
    relay.cut();
    await pause(20);
    await sql`select 1`;
    await tx`insert into strays values (1)`;
  });
  await expect(lost).rejects.toSatisfy(isPassingError);
  await pause(50);
  expect(await sql`select count(*)::integer as n from strays`).toEqual([{ n: 0 }]);
  await sql`drop table strays`;
});

test('a reserved connection that is lost goes back to the pool, and its holder gets an error', async () => {
  await using opened = await open();
  const { sql, relay } = opened;
  const reserved = await sql.reserve();
  await reserved`select 1`;
  relay.cut();
  await pause(20);
  await expect(reserved`select 2`).rejects.toSatisfy(isPassingError);
  reserved.release();
  expect(await sql`select 3 as n`).toEqual([{ n: 3 }]);
});

test('a write that was waiting when the connection was lost does not keep the next one from being written', async () => {
  await using opened = await open();
  const { sql, relay } = opened;
  for (let n = 0; n < 20; n++) {
    await sql`select 1`;
    const asked = sql`select 2`.catch(() => {});
    relay.cut();
    await asked;
  }
  expect(await sql`select 3 as n`).toEqual([{ n: 3 }]);
});

test('a connection that is lost while the driver still asks for the types ends no process', async () => {
  const relay = await cuttable(url);
  const unhandled: unknown[] = [];
  const note = (error: unknown) => void unhandled.push(error);
  const before = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', note);
  relay.terminateAt('pg_catalog.pg_type', 1);
  const sql = connectServer(relay.url, 1, { statementMs: 5_000, silentMs: 5_000 });
  const asked = await sql`select 1 as n`.catch((error: unknown) => error);
  await pause(50);
  process.off('unhandledRejection', note);
  for (const listener of before) process.on('unhandledRejection', listener);
  expect(unhandled).toEqual([]);
  expect(asked).toSatisfy(isPassingError);
  await until(() => sql`select 3 as n`.then(([row]) => row!.n === 3 || null).catch(() => null), 'the pool goes on');
  await sql.end({ timeout: 1 });
  await relay[Symbol.asyncDispose]();
});

test('a connection that is half-open is given up after its time, and its pool makes a new one', async () => {
  const relay = await cuttable(url);
  const sql = connectServer(relay.url, 1, { statementMs: 5_000, silentMs: 400 });
  await sql`select 1`;
  relay.freeze();
  const [asked, begun] = [sql`select 2`, Date.now()];
  await expect(asked).rejects.toSatisfy(isPassingError);
  expect(Date.now() - begun).toBeLessThan(2_000);
  relay.cut();
  relay.thaw();
  await pause(100);
  expect(await sql`select 3 as n`).toEqual([{ n: 3 }]);
  await sql.end({ timeout: 1 });
  await relay[Symbol.asyncDispose]();
});

test('a start waits for a database that is away', async () => {
  const port = await freePort();
  const waited: unknown[] = [];
  const away = Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href;
  const opening = openDatabase({ url: away, dataDir: '', poolSize: 1, onWait: (error) => void waited.push(error) });
  await pause(700);
  expect(waited.length).toBeGreaterThan(0);
  await using _relay = await cuttable(url, port);
  const { sql, close } = await opening;
  expect(await sql`select 1 as n`).toEqual([{ n: 1 }]);
  await close();
});

test('a password that is wrong is no reason to wait', async () => {
  const refused = Object.assign(new Error('password authentication failed'), { code: '28P01' });
  await expect(
    whenReachable(
      () => Promise.reject(refused),
      () => {},
    ),
  ).rejects.toBe(refused);
});
