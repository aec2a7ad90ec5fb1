import { cp } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { freePort } from './free-port.ts';
import { lockFolder } from './lock.ts';

export type EmbeddedServer = {
  url: string;
  /** Copies the files into a new folder while others wait; null where there are none. */
  backup: ((folder: string) => Promise<void>) | null;
  close(): Promise<void>;
};

/**
 * PostgreSQL inside this process (PGlite), its files in `dataDir`; `memory://` keeps nothing. Throws DatabaseInUseError.
 */
export async function startEmbedded(dataDir: string): Promise<EmbeddedServer> {
  const lock = dataDir.startsWith('memory://') ? null : await lockFolder(dataDir);
  const db = await PGlite.create(dataDir);
  const { url, close } = await serveEmbedded(db);
  const backup = (folder: string) =>
    db.runExclusive(() => cp(dataDir, folder, { recursive: true, errorOnExist: true, force: false }));
  return {
    url,
    backup: lock && backup,
    async close() {
      await close();
      await db.close();
      await lock?.release();
    },
  };
}

/**
 * Puts a PGlite behind a socket, so that the same client and SQL serve both databases; `close` leaves the PGlite open.
 * One connection only: above one PGlite mixes up the statements of its clients.
 */
export async function serveEmbedded(db: PGlite): Promise<EmbeddedServer> {
  const port = await freePort();
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port, maxConnections: 1 });
  await server.start();
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres?sslmode=disable`,
    backup: null,
    close: () => server.stop(),
  };
}
