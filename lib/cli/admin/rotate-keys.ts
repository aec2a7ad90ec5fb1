import type { Sql } from '../../database/types.ts';
import { keysInUse, reseal } from '../../jobs/reseal.ts';
import type { Keyring } from '../../keyring.ts';

type Rotation = { sql: Sql; keyring: Keyring; print: (line: string) => void };

/**
 * Seals everything with the first key of ENCRYPTION_KEYS, while the server runs, and says when the others can go. What a
 * process that still seals with an older key adds meanwhile is for the next run.
 */
export async function rotateKeys({ sql, keyring, print }: Rotation): Promise<void> {
  const { current } = keyring;
  const others = await otherKeys(sql, current);
  const from = [...new Set(others.map(({ keyId }) => keyId))];
  const wanted = new Map([...Map.groupBy(others, ({ table }) => table)].map(([table, rows]) => [table, sum(rows)]));
  await reseal(sql, keyring, {
    from,
    onBatch: ({ table, rows }) =>
      print(`${table}\t${rows} of ${Math.max(rows, wanted.get(table) ?? 0)} sealed with "${current}"`),
  });
  const left = await otherKeys(sql, current);
  if (left.length > 0) {
    for (const { table, keyId, rows } of left) print(`${table}\t${rows} still sealed with "${keyId}"`);
    print('Other processes were at work on these. Run the command again; until then every key has to stay.');
    return;
  }
  const old = Object.keys(keyring.keys).filter((id) => id !== current);
  print(`Everything is sealed with "${current}".`);
  if (old.length > 0) {
    print(
      `Once every process runs with "${current}" first and this command finds nothing more, ${old.map((id) => `"${id}"`).join(', ')} can leave ENCRYPTION_KEYS. Backups made before need them still.`,
    );
  }
}

const otherKeys = async (sql: Sql, current: string) => (await keysInUse(sql)).filter(({ keyId }) => keyId !== current);

const sum = (counted: { rows: number }[]): number => counted.reduce((all, { rows }) => all + rows, 0);
