import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inTransaction } from '../../lib/database/transaction.ts';
import { testDatabase } from '../support/database.ts';

test('two transactions that hold what the other wants are both done', async () => {
  await using database = await testDatabase();
  const { sql } = database;
  await sql`create table pairs (id integer primary key, n integer not null)`;
  await sql`insert into pairs values (1, 0), (2, 0)`;
  let times = 0;
  const { promise: bothBegan, resolve: begin } = Promise.withResolvers<void>();
  const add = (first: number, second: number) =>
    inTransaction(sql, async (tx) => {
      await tx`update pairs set n = n + 1 where id = ${first}`;
      if (++times === 2) begin();
      // The embedded database has one connection, on which the other begins only after this.
      await Promise.race([bothBegan, pause(500)]);
      await tx`update pairs set n = n + 1 where id = ${second}`;
      return first;
    });
  expect(await Promise.all([add(1, 2), add(2, 1)])).toEqual([1, 2]);
  expect([...(await sql`select n from pairs order by id`)]).toEqual([{ n: 2 }, { n: 2 }]);
  expect(times).toBe(database.embedded ? 2 : 3);
  await sql`drop table pairs`;
});

test('any other failure is thrown at once, and nothing of the transaction is kept', async () => {
  await using database = await testDatabase();
  let times = 0;
  const failing = inTransaction(database.sql, async (tx) => {
    times += 1;
    await tx`insert into seen_events (source, key, received_at) values ('hubspot', 'k', now())`;
    await tx`select 1 / 0`;
  });
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  expect(times).toBe(1);
  expect([...(await database.sql`select key from seen_events`)]).toEqual([]);
});
