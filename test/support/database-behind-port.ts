import { type AddressInfo, createServer } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { embeddedSocket } from '../../lib/database/embedded-socket.ts';
import { embeddedImage, serverDatabase } from './database.ts';

/** The URL of a migrated database, for tests that cut its connections: the embedded one stands behind a port here. */
export async function databaseBehindPort(): Promise<string> {
  return (await serverDatabase()) ?? servePGlite(await PGlite.create({ loadDataDir: await embeddedImage() }));
}

/** One connection at a time; the server goes with the process. */
async function servePGlite(db: PGlite): Promise<string> {
  const server = createServer((near) => {
    const far = embeddedSocket(db);
    near.pipe(far).pipe(near);
    near.on('error', () => {});
    near.on('close', () => far.destroy());
  });
  server.unref();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `postgres://postgres@127.0.0.1:${(server.address() as AddressInfo).port}/postgres`;
}
