import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import {
  connectEmbedded,
  connectServer,
  type Database,
  embeddedClient,
  openDatabase,
} from '../../lib/database/index.ts';
import type { Sql } from '../../lib/database/types.ts';
import { onDatabase, type PreparedDatabase, prepareDatabase } from './prepare-database.ts';

export type TestDatabase = Database & AsyncDisposable & { url?: string };

/** A database of this process that one test after another takes, emptied in between. */
type Reusable = { open(): Promise<Database & { url?: string }>; empty(): Promise<void> };

let prepared: Promise<PreparedDatabase> | undefined;
const free: Reusable[] = [];

/**
 * A migrated database without rows for one test: on DATABASE_URL's server where that is set, else embedded and in memory.
 * One that an earlier test closed is taken again: emptying takes 20 ms at most, loading the embedded image 400 ms, and
 * dropping a database on a server 500 ms.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const reusable = free.pop() ?? (await makeReusable());
  const database = await reusable.open();
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= database
      .close()
      .then(reusable.empty)
      .then(() => void free.push(reusable));
    return closed;
  };
  return { ...database, close, [Symbol.asyncDispose]: close };
}

/** The URL of a fresh, migrated database on DATABASE_URL's server, dropped after the run; undefined on the embedded one. */
export async function serverDatabase(): Promise<string | undefined> {
  const server = process.env.DATABASE_URL;
  if (!server) return undefined;
  const { source } = await readPrepared();
  const name = `${source}_${randomBytes(6).toString('hex')}`;
  await onDatabase(server, `create database ${name} template ${source}`);
  return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}

/** The image with which an embedded database starts. */
export async function embeddedImage(): Promise<Blob> {
  return new Blob([await readFile((await readPrepared()).source)]);
}

/** Puts an embedded database into a folder, where a process of its own opens it: filling a new one takes five times as long. */
export async function embeddedFolder(dataDir: string): Promise<void> {
  await (await PGlite.create({ dataDir, loadDataDir: await embeddedImage() })).close();
}

/** A database without any table, for tests of migrations. */
export async function blankDatabase(): Promise<AsyncDisposable & { sql: Sql }> {
  const url = await serverDatabase();
  const db = url ? null : await PGlite.create({ loadDataDir: await embeddedImage() });
  const sql = db ? embeddedClient(db) : connectServer(url!, 1, { statementMs: 30_000, silentMs: 40_000 });
  await sql.unsafe('drop schema public cascade; drop schema pgboss cascade; create schema public');
  return {
    sql,
    async [Symbol.asyncDispose]() {
      await sql.end();
      await db?.close();
    },
  };
}

async function makeReusable(): Promise<Reusable> {
  const { emptying } = await readPrepared();
  const url = await serverDatabase();
  if (url) {
    return {
      open: async () => ({ ...(await openDatabase({ url, dataDir: '' })), url }),
      empty: () => onDatabase(url, emptying),
    };
  }
  const db = await PGlite.create({ loadDataDir: await embeddedImage() });
  return {
    open: () => connectEmbedded({ db, backup: null, close: async () => {} }),
    async empty() {
      await db.exec(emptying);
      await db.exec('discard all');
    },
  };
}

/** Outside a test run, as in a benchmark, it is made here. */
function readPrepared(): Promise<PreparedDatabase> {
  const { PREPARED_DATABASE } = process.env;
  prepared ??= PREPARED_DATABASE ? Promise.resolve(JSON.parse(PREPARED_DATABASE)) : prepareDatabase();
  return prepared;
}
