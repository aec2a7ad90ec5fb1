import type { Logger } from 'pino';
import type { Queryable } from '../database/types.ts';
import { errorFacts } from '../error-facts.ts';
import { type Attempt, renewLeases } from './effects.ts';

/** How long a process that shows no sign of life keeps what it has in hand. A killed one's mail waits no longer. */
export const LEASE_MS = 12_000;
const RENEWED_MS = 4_000;

type Holder = { sql: Queryable; now: () => Date; log: Logger };

/** Keeps a hold on what `inHand` names while `work` runs, however long that takes. */
export async function holding<Result>(
  { sql, now, log }: Holder,
  inHand: () => Attempt[],
  work: () => Promise<Result>,
): Promise<Result> {
  const timer = setInterval(() => {
    renewLeases(sql, inHand(), new Date(now().getTime() + LEASE_MS)).catch((error: unknown) =>
      log.warn({ err: errorFacts(error) }, 'a hold on effects could not be renewed'),
    );
  }, RENEWED_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
