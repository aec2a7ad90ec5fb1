import type { Queryable } from '../../lib/database/types.ts';
import { failEffect } from '../../lib/outbox/effects.ts';

/** Brings an effect into a state as an attempt that fails does. */
export async function failAttempt(
  sql: Queryable,
  id: string,
  failure: Parameters<typeof failEffect>[2],
  now: Date,
): Promise<void> {
  const [row] = await sql<{ attempts: number }[]>`
    update effects set state = 'sending' where id = ${id} returning attempts`;
  await failEffect(sql, { id, attempts: row!.attempts }, failure, now);
}
