import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { dataDir as preparedFiles } from '@electric-sql/pglite-prepopulatedfs';
import { lockFolder } from './lock.ts';

export type Embedded = {
  db: PGlite;
  /** Copies the files into a new folder while others wait; null where there are none. */
  backup: ((folder: string) => Promise<void>) | null;
  close(): Promise<void>;
};

/** PostgreSQL inside this process (PGlite), its files in `dataDir`, which it holds. Throws DatabaseInUseError. */
export async function startEmbedded(dataDir: string): Promise<Embedded> {
  const lock = await lockFolder(dataDir);
  const db = await openFiles(dataDir);
  return {
    db,
    backup: (folder) =>
      db.runExclusive(() => cp(dataDir, folder, { recursive: true, errorOnExist: true, force: false })),
    async close() {
      await db.close();
      await lock.release();
    },
  };
}

/** A new database starts from prepared files: `initdb` in WASM takes 5 s of CPU, these 1.3 s. */
async function openFiles(dataDir: string): Promise<PGlite> {
  if (existsSync(join(dataDir, 'PG_VERSION'))) return PGlite.create(dataDir);
  return PGlite.create({ dataDir, loadDataDir: await preparedFiles() });
}
