import type { Queryable, Transaction } from '../database/types.ts';
import { type Keyring, open, seal } from '../keyring.ts';

/**
 * Runs `work` once for a client key, in the transaction that stores its result: whoever comes again with the key, also
 * while the first is still at work, gets the first one’s result. It is kept sealed, since it may show a mail.
 */
export async function once<Result extends object>(
  tx: Transaction,
  { portalId, key }: { portalId: number; key: string },
  { keyring, now }: { keyring: Keyring; now: Date },
  work: () => Promise<Result>,
): Promise<Result> {
  const [mine] = await tx`
    insert into client_keys (portal_id, key, created_at) values (${portalId}, ${key}, ${now})
    on conflict do nothing returning key`;
  if (!mine) {
    const [first] = await tx<{ keyId: string; bytes: Buffer }[]>`
      select result_key_id as "keyId", result as bytes from client_keys where portal_id = ${portalId} and key = ${key}`;
    return JSON.parse(open(first!, keyring).toString()) as Result;
  }
  const result = await work();
  const sealed = seal(JSON.stringify(result), keyring);
  await tx`
    update client_keys set result = ${sealed.bytes}, result_key_id = ${sealed.keyId}
    where portal_id = ${portalId} and key = ${key}`;
  return result;
}

/** Forgets what was returned for a portal's clients where `traces` of somebody stand in it. */
export async function forgetResultsWith(
  tx: Queryable,
  { portalId, traces }: { portalId: number; traces: string[] },
  keyring: Keyring,
): Promise<void> {
  const rows = await tx<{ key: string; keyId: string; bytes: Buffer }[]>`
    select key, result_key_id as "keyId", result as bytes from client_keys
    where portal_id = ${portalId} and result is not null`;
  const found = rows.filter((row) => {
    const text = open(row, keyring).toString();
    return traces.some((trace) => text.includes(trace));
  });
  if (found.length === 0) return;
  await tx`delete from client_keys where portal_id = ${portalId} and key in ${tx(found.map(({ key }) => key))}`;
}

/** Forgets keys that nobody comes again with. */
export async function forgetKeys(sql: Queryable, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from client_keys where ctid = any(array(
      select ctid from client_keys where created_at < ${before} order by created_at limit ${limit}))`;
  return gone.count;
}
