import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pino from 'pino';
import postgres from 'postgres';
import { connectEmbedded, type Database, openDatabase } from '../../lib/database/index.ts';
import type { Sql } from '../../lib/database/types.ts';
import { startQueue } from '../../lib/queue.ts';

/** What every test database of a run starts from: our tables and pg-boss's, made once. */
export type PreparedDatabase = {
  /** The name of a template database on DATABASE_URL's server, else the file of an embedded image. */
  source: string;
  /** SQL that takes a database that was used back to this state. */
  emptying: string;
};

/** Vitest's global setup: what it made goes at the end of the run. */
export async function setup(): Promise<() => Promise<void>> {
  const prepared = await prepareDatabase();
  process.env.PREPARED_DATABASE = JSON.stringify(prepared);
  return () => discardPrepared(prepared);
}

export function prepareDatabase(): Promise<PreparedDatabase> {
  return process.env.DATABASE_URL ? prepareTemplate(process.env.DATABASE_URL) : prepareImage();
}

/** Runs statements on a connection of their own. */
export async function onDatabase(url: string, statements: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statements);
  } finally {
    await sql.end();
  }
}

async function prepareTemplate(server: string): Promise<PreparedDatabase> {
  const source = `reply_tracking_test_${randomBytes(6).toString('hex')}`;
  await onDatabase(server, `create database ${source}`);
  const { href } = Object.assign(new URL(server), { pathname: `/${source}` });
  const database = await openDatabase({ url: href, dataDir: '', poolSize: 4 });
  const emptying = await fill(database);
  await database.close();
  return { source, emptying };
}

async function prepareImage(): Promise<PreparedDatabase> {
  const source = join(await mkdtemp(join(tmpdir(), 'reply-tracking-')), 'image.tar');
  const db = await PGlite.create();
  const database = await connectEmbedded({ db, backup: null, close: async () => {} });
  const emptying = await fill(database);
  await database.close();
  await writeFile(source, Buffer.from(await (await db.dumpDataDir('none')).arrayBuffer()));
  await db.close();
  return { source, emptying };
}

async function discardPrepared({ source }: PreparedDatabase): Promise<void> {
  const server = process.env.DATABASE_URL;
  if (!server) return rm(join(source, '..'), { recursive: true });
  const sql = postgres(server, { max: 1, onnotice: () => {} });
  const made = await sql<{ datname: string }[]>`select datname from pg_database where datname like ${`${source}%`}`;
  for (const { datname } of made) await sql.unsafe(`drop database ${datname} with (force)`);
  await sql.end();
}

/** Adds pg-boss's tables and queues to the migrated ones; returns the SQL that empties a database to just this. */
async function fill(database: Database): Promise<string> {
  const queue = await startQueue(database, pino({ level: 'silent' }));
  await queue.stop();
  return emptyingSql(database.sql);
}

/**
 * Deletes every row and puts those back that stand there now: migrations, queues. Deleting beats truncating where a
 * test leaves few rows: 3 ms instead of 70 ms embedded, 20 ms instead of 600 ms on a server. As a replica's, the deletes
 * check no reference, so their order is free.
 */
async function emptyingSql(sql: Sql): Promise<string> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
  const statements = await Promise.all(
    tables.map(async ({ name }) => {
      const [{ rows } = { rows: null }] = await sql<{ rows: string | null }[]>`
        select json_agg(t)::text as rows from ${sql.unsafe(name)} t`;
      const kept =
        rows && `insert into ${name} select * from json_populate_recordset(null::${name}, $rows$${rows}$rows$);`;
      return `delete from ${name};${kept ?? ''}`;
    }),
  );
  return `
    begin;
    set local session_replication_role = replica;
    ${statements.join('\n')}
    select setval(format('%I.%I', schemaname, sequencename), start_value, false) from pg_sequences;
    commit;`;
}
