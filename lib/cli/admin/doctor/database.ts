import { access, constants, mkdir } from 'node:fs/promises';
import type { GivenSettings } from '../../../config.ts';
import { connectServer } from '../../../database/index.ts';
import { compareMigrations } from '../../../database/migrate.ts';
import { isPassingError } from '../../../database/passing-error.ts';
import { databaseProblem } from '../../../database/start-problems.ts';
import type { Sql } from '../../../database/types.ts';
import { errorFacts } from '../../../error-facts.ts';
import { type Finding, ok, wrong } from './finding.ts';

const PART = 'database';
const OLDEST = 150_000;
const LIMITS = { statementMs: 10_000, silentMs: 12_000 };

/** Looks and changes nothing: migrations are the start's. */
export async function checkDatabase({ DATABASE_URL, DATA_DIR = '' }: GivenSettings): Promise<Finding[]> {
  if (!DATABASE_URL) return [await checkFolder(DATA_DIR)];
  const sql = connectServer(DATABASE_URL, 1, LIMITS);
  try {
    return await checkServer(sql);
  } catch (error) {
    const sentence = databaseProblem(error)?.split('. ');
    if (sentence) return [wrong(PART, `${sentence[0]}.`, sentence.slice(1).join('. '))];
    const says = isPassingError(error) ? 'does not answer' : `refuses (${errorFacts(error).code ?? 'no code'})`;
    return [wrong(PART, `The database of DATABASE_URL ${says}.`, 'Start it, or correct the address.')];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function checkServer(sql: Sql): Promise<Finding[]> {
  const [row] = await sql<{ version: number; makes_schemas: boolean; makes_tables: boolean; foreign: number }[]>`
    select current_setting('server_version_num')::int as version,
           to_regnamespace('pgboss') is not null or has_database_privilege(current_database(), 'CREATE') as makes_schemas,
           has_schema_privilege('public', 'CREATE') as makes_tables,
           (select count(*)::int from pg_class
            where relnamespace in (to_regnamespace('public'), to_regnamespace('pgboss')) and relkind in ('r', 'p')
              and not pg_has_role(relowner, 'USAGE')) as foreign`;
  const { version, makes_schemas, makes_tables, foreign } = row!;
  if (version < OLDEST) {
    const is = Math.floor(version / 10_000);
    return [
      wrong(
        PART,
        `The server is PostgreSQL ${is}, and 15 or newer is needed.`,
        'Upgrade it, or set DATABASE_URL to a newer one.',
      ),
    ];
  }
  if (!makes_schemas || !makes_tables || foreign > 0) {
    const lacks = foreign > 0 ? `does not own ${foreign} of its tables` : 'may not make tables and schemas';
    const next =
      'Let it own the database and what is in it: alter database NAME owner to USER; alter table … owner to USER.';
    return [wrong(PART, `The user of DATABASE_URL ${lacks}.`, next)];
  }
  return [schemaFinding(await compareMigrations(sql))];
}

function schemaFinding({ missing, unknown, isEmpty }: Awaited<ReturnType<typeof compareMigrations>>): Finding {
  if (isEmpty) return ok(PART, 'The database is empty; the first start makes its tables.');
  if (unknown.length > 0) {
    const says = `The database is newer than this release: it has the migration ${unknown[0]}.`;
    return wrong(PART, says, 'Start the release that made it, or a newer one.');
  }
  if (missing.length === 0) return ok(PART, 'The tables are those of this release.');
  const says = `The schema is old: ${missing.length} migrations of this release are not in it, the first is ${missing[0]}.`;
  return wrong(PART, says, 'Restart every server process on this release: the first one brings it up to date.');
}

async function checkFolder(dataDir: string): Promise<Finding> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.W_OK);
    return ok(PART, `The embedded database is in ${dataDir}, which can be written.`);
  } catch (error) {
    const code = errorFacts(error).code ?? 'no code';
    return wrong(
      PART,
      `DATA_DIR ${dataDir} cannot be written (${code}).`,
      'Let this user write there, or set DATA_DIR to another folder.',
    );
  }
}
