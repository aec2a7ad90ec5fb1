import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { testDatabase } from '../support/database.ts';

test.each([1_000, 300_000, 5_000_000])(
  'nothing else gets into a transaction behind a statement of %d bytes',
  async (size) => {
    await using database = await testDatabase();
    const { sql } = database;
    await sql`create table pieces (n integer not null, bytes bytea)`;
    const { promise: written, resolve: goOn } = Promise.withResolvers<void>();
    const large = sql.begin(async (tx) => {
      await tx`insert into pieces values (1, ${Buffer.alloc(size)})`;
      goOn();
      await pause(50);
      await tx`insert into pieces values (2, null)`;
      throw new Error('taken back');
    });
    const taken = expect(large).rejects.toThrow('taken back');
    await written;
    const [[outside]] = await Promise.all([
      sql<{ transaction: string | null }[]>`select pg_current_xact_id_if_assigned()::text as transaction`,
      sql.begin((tx) => tx`insert into pieces values (3, null)`),
      sql`insert into pieces values (4, null)`,
      taken,
    ]);
    expect(outside!.transaction).toBeNull();
    expect((await sql`select n from pieces order by n`).map(({ n }) => n)).toEqual([3, 4]);
    await sql`drop table pieces`;
  },
);
