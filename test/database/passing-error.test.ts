import postgres from 'postgres';
import { expect, test } from 'vitest';
import { isPassingError } from '../../lib/database/passing-error.ts';
import { testDatabase } from '../support/database.ts';

test('a connection that cannot be made passes', async () => {
  const sql = postgres('postgres://nobody@127.0.0.1:1/none', { max: 1 });
  const error = await sql`select 1`.catch((caught: unknown) => caught);
  await sql.end();
  expect(isPassingError(error)).toBe(true);
});

test.each([
  ['a deadlock', `do $$ begin raise exception 'x' using errcode = '40P01'; end $$`, true],
  ['a shutdown', `do $$ begin raise exception 'x' using errcode = '57P01'; end $$`, true],
  ['a value that fits no column', `select 'x'::integer`, false],
  ['a missing table', 'select * from nothing_of_that_name', false],
])('%s: %s', async (_what, statement, passing) => {
  await using database = await testDatabase();
  const error = await database.sql.unsafe(statement).catch((caught: unknown) => caught);
  expect(isPassingError(error)).toBe(passing);
});
