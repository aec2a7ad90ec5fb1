import { readdir, readFile } from 'node:fs/promises';
import type { Sql } from './types.ts';

const FOLDER = new URL('./migrations/', import.meta.url);
// Any constant will do: it only has to be the same in every process that might migrate at once.
const MIGRATION_LOCK = 7_404_411;

/** A migration in the database that this version of the code does not know: an older release meets a newer database. */
export class NewerDatabaseError extends Error {
  constructor(version: string) {
    super(
      `The database has migration ${version}, which this release does not know. Start the release that made it, or a newer one.`,
    );
    this.name = 'NewerDatabaseError';
  }
}

const ours = async () => (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();

/** What the database's schema has and lacks of this release; changes nothing. */
export async function compareMigrations(sql: Sql): Promise<{ missing: string[]; unknown: string[]; isEmpty: boolean }> {
  const files = await ours();
  const [there] = await sql`select 1 where to_regclass('migrations') is not null`;
  if (!there) return { missing: files, unknown: [], isEmpty: true };
  const applied = (await sql<{ name: string }[]>`select name from migrations`).map(({ name }) => name);
  return {
    missing: files.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !files.includes(name)),
    isEmpty: false,
  };
}

/** Brings the schema up to date, one transaction for all missing migrations. Safe to call from many processes at once. */
export async function migrate(sql: Sql): Promise<string[]> {
  const files = await ours();
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${MIGRATION_LOCK})`;
    await tx`create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())`;
    const applied = new Set((await tx<{ name: string }[]>`select name from migrations`).map((row) => row.name));
    const unknown = [...applied].find((name) => !files.includes(name));
    if (unknown) throw new NewerDatabaseError(unknown);
    const missing = files.filter((name) => !applied.has(name));
    for (const name of missing) {
      await tx.unsafe(await readFile(new URL(name, FOLDER), 'utf8'));
      await tx`insert into migrations (name) values (${name})`;
    }
    return missing;
  });
}
