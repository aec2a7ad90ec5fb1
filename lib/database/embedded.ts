import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { freePort } from './free-port.ts';
import { lockFolder } from './lock.ts';

export type EmbeddedServer = { url: string; dump(): Promise<Blob>; close(): Promise<void> };

/**
 * PostgreSQL inside this process (PGlite) behind a socket, so that the same client and SQL serve both databases.
 * One connection only: above one PGlite mixes up the statements of its clients. Throws DatabaseInUseError.
 */
export async function startEmbedded(options: { dataDir: string; loadDataDir?: Blob }): Promise<EmbeddedServer> {
  const lock = options.dataDir.startsWith('memory://') ? null : await lockFolder(options.dataDir);
  const db = await PGlite.create(options);
  const port = await freePort();
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port, maxConnections: 1 });
  await server.start();
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres?sslmode=disable`,
    dump: () => db.dumpDataDir('none'),
    async close() {
      await server.stop();
      await db.close();
      await lock?.release();
    },
  };
}
