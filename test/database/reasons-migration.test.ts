import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { blankDatabase } from '../support/database.ts';

const FOLDER = new URL('../../lib/database/migrations/', import.meta.url);

test('sentences that an older release stored become codes, and are still told', async () => {
  await using database = await blankDatabase();
  const { sql } = database;
  const files = (await readdir(FOLDER)).sort();
  const apply = async (names: string[]) => {
    for (const name of names) await sql.unsafe(await readFile(new URL(name, FOLDER), 'utf8'));
  };
  await apply(files.filter((name) => name < '0005'));
  await sql`
    insert into portals (portal_id, state, state_reason, created_at, updated_at) values
    (1, 'connected', null, now(), now()), (2, 'disconnected', 'HubSpot has withdrawn it.', now(), now()),
    (3, 'uninstalled', 'The app was uninstalled.', now(), now())`;
  const errors = ['The contact was deleted in HubSpot.', 'SendGrid answered 500.', null];
  for (const [n, error] of errors.entries())
    await sql`
      insert into effects (id, portal_id, kind, key, error, run_after, created_at)
      values (gen_random_uuid(), 1, 'note', ${String(n)}, ${error}, now(), now())`;
  await apply(files.filter((name) => name.startsWith('0005')));
  expect([...(await sql`select reason, reason_details as details from effects order by key`)]).toEqual([
    { reason: 'contact_deleted', details: {} },
    { reason: 'other', details: { text: 'SendGrid answered 500.' } },
    { reason: null, details: {} },
  ]);
  const portals = await sql<{ state_reason: string | null }[]>`select state_reason from portals order by portal_id`;
  expect(portals.map((row) => row.state_reason)).toEqual([null, 'access_withdrawn', 'uninstalled']);
});
