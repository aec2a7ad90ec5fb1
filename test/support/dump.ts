import type { Sql } from '../../lib/database/types.ts';
import { SEALED } from '../../lib/jobs/reseal.ts';
import { type Keyring, open } from '../../lib/keyring.ts';

export type DumpedRow = { table: string; row: Record<string, unknown> };

/** Every row of every table there is, the queue's and the list of migrations included. */
export async function dump(sql: Sql): Promise<DumpedRow[]> {
  const tables = await sql<{ schema: string; name: string }[]>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1, 2`;
  const rows: DumpedRow[] = [];
  for (const { schema, name } of tables) {
    const table = schema === 'public' ? name : `${schema}.${name}`;
    for (const row of await sql<Record<string, unknown>[]>`select * from ${sql(schema)}.${sql(name)}`)
      rows.push({ table, row });
  }
  return rows;
}

/** What the sealed values say, by table: what an erasure must not leave behind. */
export async function openSealed(sql: Sql, keyring: Keyring): Promise<{ table: string; text: string }[]> {
  const found: { table: string; text: string }[] = [];
  for (const sealed of SEALED) {
    const { table, key } = sealed;
    const rows =
      'value' in sealed
        ? await sql<{ keyId: string; bytes: Buffer }[]>`
            select ${sql(key)} as "keyId", ${sql(sealed.value)} as bytes from ${sql(table)} where ${sql(key)} is not null`
        : sealed.sealed === 'each'
          ? await sql<{ keyId: string; bytes: Buffer }[]>`
              select t.${sql(key)} as "keyId", p.bytes from ${sql(table)} t join ${sql(sealed.pieces)} p on p.${sql(sealed.of)} = t.id`
          : await sql<{ keyId: string; bytes: Buffer }[]>`
              select t.${sql(key)} as "keyId", string_agg(p.bytes, ''::bytea order by p.n) as bytes
              from ${sql(table)} t join ${sql(sealed.pieces)} p on p.${sql(sealed.of)} = t.id group by t.id`;
    for (const row of rows) found.push({ table, text: open(row, keyring).toString('latin1') });
  }
  return found;
}
