import { expect, test } from 'vitest';
import { migrate } from '../../lib/database/migrate.ts';
import { testDatabase } from '../support/database.ts';

test('migrations are applied once, however often a process starts', async () => {
  await using database = await testDatabase();
  expect(await migrate(database.sql)).toEqual([]);
  const [row] = await database.sql<{ name: string }[]>`select name from migrations order by name limit 1`;
  expect(row?.name).toBe('0001_init.sql');
});

test('a database of a newer release is refused with the next step', async () => {
  await using database = await testDatabase();
  await database.sql`insert into migrations (name) values ('9999_future.sql')`;
  await expect(migrate(database.sql)).rejects.toThrow(/9999_future.sql.*newer/s);
});
