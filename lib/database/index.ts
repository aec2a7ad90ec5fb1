import { mkdir } from 'node:fs/promises';
import postgres from 'postgres';
import { type EmbeddedServer, startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import type { Sql } from './types.ts';

export type Database = {
  sql: Sql;
  /** One connection, no LISTEN: the queue polls instead. */
  embedded: boolean;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  /** PostgreSQL 15 or newer. Without it the embedded database is used. */
  url?: string;
  /** Where the embedded database keeps its files; `memory://` keeps nothing. */
  dataDir: string;
  /** Connections of this process; the embedded database always has one. */
  poolSize?: number;
};

// bigint columns hold portal ids and sequence numbers, far below 2^53.
const bigint = { to: 20, from: [20], serialize: String, parse: Number };

/** Opens the database and brings its schema up to date. */
export async function openDatabase({ url, dataDir, poolSize = 10 }: DatabaseOptions): Promise<Database> {
  if (url) {
    const sql = connect(url, poolSize);
    await migrate(sql);
    return { sql, embedded: false, close: () => sql.end({ timeout: 5 }) };
  }
  if (!dataDir.startsWith('memory://')) await mkdir(dataDir, { recursive: true });
  const server = await startEmbedded(dataDir);
  return connectEmbedded(server);
}

/** A client of an embedded server that already runs. */
export async function connectEmbedded(server: EmbeddedServer): Promise<Database> {
  const sql = connect(server.url, 1);
  await migrate(sql);
  const close = async () => {
    await sql.end({ timeout: 5 });
    await server.close();
  };
  return { sql, embedded: true, close };
}

function connect(url: string, max: number): Sql {
  return postgres(url, {
    max,
    types: { bigint },
    onnotice: () => {},
    connection: { application_name: 'reply-tracking', TimeZone: 'UTC' },
  });
}
