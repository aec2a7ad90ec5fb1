import type { Queryable, Transaction } from './types.ts';

/**
 * Runs `work` once for a client key, in the transaction that stores its result: whoever comes again with the key, also
 * while the first is still at work, gets the first one’s result.
 */
export async function once<Result extends object>(
  tx: Transaction,
  { portalId, key }: { portalId: number; key: string },
  now: Date,
  work: () => Promise<Result>,
): Promise<Result> {
  const [mine] = await tx`
    insert into client_keys (portal_id, key, created_at) values (${portalId}, ${key}, ${now})
    on conflict do nothing returning key`;
  if (!mine) {
    const [first] = await tx<{ result: Result }[]>`
      select result from client_keys where portal_id = ${portalId} and key = ${key}`;
    return first!.result;
  }
  const result = await work();
  await tx`update client_keys set result = ${tx.json(result as never)} where portal_id = ${portalId} and key = ${key}`;
  return result;
}

/** Forgets keys that nobody comes again with. */
export async function forgetKeys(sql: Queryable, before: Date): Promise<void> {
  await sql`delete from client_keys where created_at < ${before}`;
}
