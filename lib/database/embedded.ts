import { cp } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
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
  const db = await PGlite.create(dataDir);
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
