import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { PGlite } from '@electric-sql/pglite';
import postgres from 'postgres';
import { silentAfter } from './connection.ts';
import { type Embedded, startEmbedded } from './embedded.ts';
import { overSocketOf } from './embedded-socket.ts';
import { migrate } from './migrate.ts';
import type { Sql } from './types.ts';
import { whenReachable } from './wait.ts';

export type Database = {
  sql: Sql;
  /** One connection, no LISTEN: the queue polls instead. */
  embedded: boolean;
  /** Copies the embedded database's files into a new folder while others wait; null where it has none. */
  backup: ((folder: string) => Promise<void>) | null;
  /** Connections that this process may have. */
  poolSize: number;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  /** PostgreSQL 15 or newer. Without it the embedded database is used. */
  url?: string;
  /** Where the embedded database keeps its files. */
  dataDir: string;
  /** Connections of this process; the embedded database always has one. */
  poolSize?: number;
  /** Told each time that the server cannot be reached, which is then tried again; without it that is thrown. */
  onWait?: (error: unknown) => void;
};

// bigint columns hold portal ids and sequence numbers, far below 2^53.
const bigint = { to: 20, from: [20], serialize: String, parse: Number };

const COMMON = {
  types: { bigint },
  onnotice: () => {},
  // Which process a connection is of, for whoever looks at the server's; 63 bytes at most.
  connection: { application_name: `reply-tracking ${hostname().slice(0, 36)}:${process.pid}`, TimeZone: 'UTC' },
};

/** The server ends a statement after 30 s (57014); a connection that is silent for longer than any statement is lost. */
const LIMITS: Limits = { statementMs: 30_000, silentMs: 40_000 };
const IDLE_SECONDS = 30;
const CONNECT_SECONDS = 10;
const END_SECONDS = 2;
/** A server that is back is asked at once, not after up to 20 s, which is postgres.js' own longest pause. */
const backoff = (attempts: number) => Math.min(2, 0.1 * 2 ** attempts);

/** Opens the database and brings its schema up to date. */
export async function openDatabase({ url, dataDir, poolSize = 10, onWait }: DatabaseOptions): Promise<Database> {
  if (url) {
    await (onWait ? whenReachable(() => migrateServer(url), onWait) : migrateServer(url));
    const sql = connectServer(url, poolSize, LIMITS);
    return { sql, embedded: false, backup: null, poolSize, close: () => sql.end({ timeout: END_SECONDS }) };
  }
  await mkdir(dataDir, { recursive: true });
  return connectEmbedded(await startEmbedded(dataDir));
}

/** A client of an embedded database that already runs, brought up to date. */
export async function connectEmbedded({ db, backup, close }: Embedded): Promise<Database> {
  const sql = embeddedClient(db);
  await migrate(sql);
  return {
    sql,
    embedded: true,
    backup,
    poolSize: 1,
    async close() {
      await sql.end({ timeout: END_SECONDS });
      await close();
    },
  };
}

/**
 * The client of a PGlite, so that the same SQL and client serve both databases. One connection only: above one, PGlite mixes
 * up the statements of its clients.
 */
export function embeddedClient(db: PGlite): Sql {
  return postgres({ ...COMMON, ...overSocketOf(db), database: 'postgres', username: 'postgres', max: 1 });
}

/** A migration may take longer than any statement of the running product. */
async function migrateServer(url: string): Promise<void> {
  const sql = postgres(url, { ...COMMON, max: 1, connect_timeout: CONNECT_SECONDS });
  try {
    await migrate(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

export type Limits = { statementMs: number; silentMs: number };

/** A client of a server, whose statements and connections end after their time (ms). */
export function connectServer(url: string, max: number, { statementMs, silentMs }: Limits): Sql {
  return postgres(url, {
    ...COMMON,
    ...silentAfter(silentMs),
    max,
    connect_timeout: CONNECT_SECONDS,
    idle_timeout: IDLE_SECONDS,
    backoff,
    connection: {
      ...COMMON.connection,
      statement_timeout: statementMs,
      idle_in_transaction_session_timeout: statementMs,
    },
  });
}
