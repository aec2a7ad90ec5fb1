import { inTransaction } from '../database/transaction.ts';
import type { Sql, Transaction } from '../database/types.ts';
import { type Keyring, NO_KEY, open, type Sealed, seal } from '../keyring.ts';

/**
 * Everything that is sealed in the database: the value, the id of its key beside it, and what names the row. Of a file in
 * pieces either the whole is one sealed value (posts) or each piece is (attachments). A test holds this list against the
 * schema.
 */
export const SEALED = [
  { table: 'portals', id: ['portal_id'], key: 'access_tokens_key_id', value: 'access_tokens' },
  { table: 'client_keys', id: ['portal_id', 'key'], key: 'result_key_id', value: 'result' },
  { table: 'messages', id: ['id'], key: 'body_key_id', value: 'body' },
  { table: 'message_revisions', id: ['message_id', 'revision'], key: 'body_key_id', value: 'body' },
  { table: 'quarantine', id: ['id'], key: 'excerpt_key_id', value: 'excerpt' },
  { table: 'drafts', id: ['id'], key: 'body_key_id', value: 'body' },
  { table: 'inbound', id: ['id'], key: 'key_id', pieces: 'inbound_chunks', of: 'inbound_id', sealed: 'whole' },
  { table: 'attachments', id: ['id'], key: 'key_id', pieces: 'attachment_chunks', of: 'attachment_id', sealed: 'each' },
] as const satisfies SealedTable[];

type Named = { table: string; id: readonly string[]; key: string };
type SealedTable = Named & ({ value: string } | { pieces: string; of: string; sealed: 'whole' | 'each' });

/** One transaction holds this many rows, or one file; others read and write beside it. */
const BATCH = 100;

/** How many rows are sealed with which key, those of the current one included. */
export async function keysInUse(sql: Sql): Promise<{ table: string; keyId: string; rows: number }[]> {
  const counts = SEALED.map(async ({ table, key }) => {
    const rows = await sql<{ keyId: string; rows: number }[]>`
      select ${sql(key)} as "keyId", count(*)::integer as rows from ${sql(table)}
      where ${sql(key)} is not null group by 1`;
    return rows.map((row) => ({ table, ...row }));
  });
  return (await Promise.all(counts)).flat();
}

/**
 * Seals with the current key what these keys seal, until nothing is left or `limit` rows are done; says how many they were
 * after each batch. A row is locked while it changes, and one that somebody else holds is left for the next run.
 * Throws MissingKeyError.
 */
export async function reseal(
  sql: Sql,
  keyring: Keyring,
  {
    from,
    limit = Number.POSITIVE_INFINITY,
    onBatch,
  }: { from: string[]; limit?: number; onBatch?: (done: { table: string; rows: number }) => void },
): Promise<number> {
  let total = 0;
  for (const table of SEALED) {
    let rows = 0;
    while (total + rows < limit) {
      const done = await inTransaction(sql, (tx) => resealBatch(tx, keyring, table, from));
      if (done === 0) break;
      rows += done;
      onBatch?.({ table: table.table, rows });
    }
    total += rows;
  }
  return total;
}

/** What a release before stored in clear, a few rows at a time. */
export const sealWhatIsClear = (sql: Sql, keyring: Keyring): Promise<number> =>
  reseal(sql, keyring, { from: [NO_KEY], limit: 10 * BATCH });

async function resealBatch(tx: Transaction, keyring: Keyring, table: SealedTable, from: string[]): Promise<number> {
  const { key } = table;
  const inPieces = 'pieces' in table;
  const columns = [...table.id, key, ...(inPieces ? [] : [table.value])];
  const rows = await tx<Record<string, string>[]>`
    select ${tx(columns)} from ${tx(table.table)} where ${tx(key)} = any(${from})
    limit ${inPieces ? 1 : BATCH} for update skip locked`;
  for (const row of rows) {
    const keyId = row[key]!;
    const anew: Record<string, string | Buffer> = { [key]: keyring.current };
    if (inPieces) await resealPieces(tx, keyring, table, { id: row.id!, keyId });
    else anew[table.value] = resealed({ keyId, bytes: row[table.value] as unknown as Buffer }, keyring);
    const same = table.id.map((name) => tx`${tx(name)} = ${row[name]!}`).reduce((all, one) => tx`${all} and ${one}`);
    await tx`update ${tx(table.table)} set ${tx(anew)} where ${same}`;
  }
  return rows.length;
}

async function resealPieces(
  tx: Transaction,
  keyring: Keyring,
  { pieces, of, sealed }: { pieces: string; of: string; sealed: 'whole' | 'each' },
  { id, keyId }: { id: string; keyId: string },
): Promise<void> {
  const parts = await tx<{ n: number; bytes: Buffer }[]>`
    select n, bytes from ${tx(pieces)} where ${tx(of)} = ${id} order by n`;
  const whole =
    sealed === 'whole' ? resealed({ keyId, bytes: Buffer.concat(parts.map(({ bytes }) => bytes)) }, keyring) : null;
  let at = 0;
  for (const { n, bytes } of parts) {
    // A sealed value is as long under every key, so the pieces keep their places.
    const anew = whole ? whole.subarray(at, at + bytes.length) : resealed({ keyId, bytes }, keyring);
    at += bytes.length;
    await tx`update ${tx(pieces)} set bytes = ${anew} where ${tx(of)} = ${id} and n = ${n}`;
  }
}

const resealed = (sealed: Sealed, keyring: Keyring): Buffer => seal(open(sealed, keyring), keyring).bytes;
