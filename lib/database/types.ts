import type postgres from 'postgres';

export type Sql = postgres.Sql<{ bigint: number }>;
export type Transaction = postgres.TransactionSql<{ bigint: number }>;
/** Whatever a query can run on: the pool, or a transaction that the caller holds. */
export type Queryable = Sql | Transaction;
