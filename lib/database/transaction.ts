import type { Sql, Transaction } from './types.ts';

const DEADLOCK = '40P01';
const ATTEMPTS = 4;

/**
 * Does `work` in one transaction, and again where PostgreSQL ended it so that another may go on (40P01): two transactions
 * each held rows that the other wanted, an erasure and a new reply of the same contact for instance. No order of locks
 * would hold for all of them, since an insert locks whatever it refers to. So `work` changes nothing but the database.
 * PostgreSQL documentation, 13.3.4.
 */
export async function inTransaction<Result>(sql: Sql, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return (await sql.begin(work)) as Result;
    } catch (error) {
      if (!isDeadlock(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

const isDeadlock = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === DEADLOCK;
