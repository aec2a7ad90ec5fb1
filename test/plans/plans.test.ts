import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../lib/database/index.ts';
import { serverDatabase } from '../support/database.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { fillHistory } from './history.ts';
import { playDay } from './play.ts';
import { recordStatements, type Statement, wideScans } from './record.ts';

const MESSAGES = Number(process.env.PLAN_MESSAGES ?? 200_000);

// The embedded database has the same planner at a tenth of the speed.
const url = await serverDatabase();

let sandbox: TestSandbox;
beforeAll(async () => {
  if (url) sandbox = await testSandbox({ database: await openDatabase({ url, dataDir: '' }) });
});
afterAll(() => sandbox?.close());

test.skipIf(!url)(
  'no statement reads more the longer an account has used the product',
  { timeout: 300_000 },
  async () => {
    const { app, portalId } = sandbox;
    const { sql, keyring } = app.context;
    await fillHistory(sql, { portalIds: [portalId, portalId + 1], messages: MESSAGES, keyring });
    const statements = recordStatements(sql);
    await playDay(sandbox);
    expect(statements.size).toBeGreaterThan(100);
    const found: string[] = [];
    for (const [text, statement] of statements) {
      const wide = await wideScans(sql, statement);
      if (wide.length > 0) found.push(`${wide.join(', ')}: ${text}`);
    }
    expect(found).toEqual([]);
  },
);

test.skipIf(!url)('a statement without an index is found, and one that returns too much', async () => {
  const { sql } = sandbox.app.context;
  const wide = (text: string, ...parameters: unknown[]) => wideScans(sql, { text, parameters } satisfies Statement);
  expect(await wide('select id from messages where subject = $1', 'None')).toEqual([
    expect.stringMatching(/^messages by Seq Scan: /),
  ]);
  expect(await wide('select count(*) from effects where portal_id = $1', sandbox.portalId)).toHaveLength(1);
  expect(await wide('select id from messages where contact_id = $1', '00000000-0000-0000-0000-000000000000')).toEqual(
    [],
  );
});

test.skipIf(!url)('whatever refers to a row has an index, so that the row can be deleted', async () => {
  const { sql } = sandbox.app.context;
  // A portal is deleted table by table, so a reference to it alone is no reason for an index.
  const bare = await sql<{ column: string }[]>`
    select c.conrelid::regclass || '.' || a.attname as column
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace and a.attname <> 'portal_id'
      and not exists (select 1 from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])`;
  expect(bare.map(({ column }) => column)).toEqual([]);
});
