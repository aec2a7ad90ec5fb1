import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { expect, test } from 'vitest';
import { startEmbedded } from '../../lib/database/embedded.ts';

test('a new database starts from files like those that its own PostgreSQL makes, and keeps what it is given', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'embedded-'));
  const dataDir = join(folder, 'database');
  await mkdir(dataDir);
  const made = await PGlite.create();
  const first = await startEmbedded(dataDir);
  // The prepared files come in a package of their own: what a start refuses to open is told apart by this number.
  const format = 'select catalog_version_no, pg_control_version from pg_control_system()';
  const settings = `select datcollate, datctype, pg_encoding_to_char(encoding) from pg_database where datname = 'postgres'`;
  for (const question of [format, settings]) {
    expect((await first.db.query(question)).rows).toEqual((await made.query(question)).rows);
  }
  await made.close();
  await first.db.exec(`create table kept (word text); insert into kept values ('ação')`);
  await first.close();
  const again = await startEmbedded(dataDir);
  expect((await again.db.query('select word from kept')).rows).toEqual([{ word: 'ação' }]);
  await again.close();
  await rm(folder, { recursive: true });
});
