import type { Sql } from './types.ts';

const SET_EVERY_MS = 30_000;

/**
 * The database's time, for everything that is due at some time: all processes agree on it, and a clock of one machine that
 * is set back strands nothing. Between two looks it goes on by this process' monotonic clock. Resolves once it is set.
 */
export async function databaseClock(sql: Sql): Promise<{ now: () => Date; stop(): void }> {
  let offset = await offsetOf(sql);
  const set = async () => {
    offset = await offsetOf(sql);
  };
  // A database that is away is looked at again at the next turn.
  const timer = setInterval(() => void set().catch(() => {}), SET_EVERY_MS).unref();
  return { now: () => new Date(performance.now() + offset), stop: () => clearInterval(timer) };
}

async function offsetOf(sql: Sql): Promise<number> {
  const asked = performance.now();
  const [row] = await sql<
    { ms: number }[]
  >`select extract(epoch from clock_timestamp())::double precision * 1000 as ms`;
  return row!.ms - (asked + performance.now()) / 2;
}
