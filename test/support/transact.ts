import type { Sql } from '../../lib/database/types.ts';
import type { EnqueueOptions, JobName, Transact } from '../../lib/queue.ts';

export type AskedJob = { name: JobName; payload: object; startAfter: number };

/** Transactions as the queue's, whose jobs are kept in `asked` and run by nobody. */
export function transactions(sql: Sql): { transact: Transact; asked: AskedJob[] } {
  const asked: AskedJob[] = [];
  const keep = (name: JobName, payload: object, { startAfter = 0 }: EnqueueOptions = {}) =>
    void asked.push({ name, payload, startAfter });
  return {
    asked,
    async transact(work) {
      return (await sql.begin((tx) => work({ sql: tx, enqueue: keep }))) as Awaited<ReturnType<typeof work>>;
    },
  };
}
