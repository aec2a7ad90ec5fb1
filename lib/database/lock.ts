import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';

/** Two processes on one embedded database write over each other without any error, so the second one is refused. */
export class DatabaseInUseError extends Error {
  constructor(dataDir: string) {
    super(
      `The embedded database in ${dataDir} is in use by another process, and it takes one. Stop that process first, or set DATABASE_URL.`,
    );
    this.name = 'DatabaseInUseError';
  }
}

const RESPONSE_MS = 5_000;

/**
 * Takes the folder of an embedded database for this process until `release`. The holder answers on a port that ends with
 * it, so the lock of a killed process is free at once and a process id that came back misleads nobody.
 * Throws DatabaseInUseError.
 */
export async function lockFolder(dataDir: string): Promise<{ release(): Promise<void> }> {
  const file = `${dataDir}.lock`;
  const id = randomUUID();
  const server = createServer((socket) => socket.on('error', () => {}).end(id));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  server.unref();
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  const line = `${(server.address() as AddressInfo).port} ${id}`;
  try {
    await writeFile(file, line, { flag: 'wx' }).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      if (await isHeld(file)) throw new DatabaseInUseError(dataDir);
      await rm(file, { force: true });
      await writeFile(file, line, { flag: 'wx' });
    });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    async release() {
      await rm(file, { force: true });
      await close();
    },
  };
}

async function isHeld(file: string): Promise<boolean> {
  const [port, id] = (await readFile(file, 'utf8')).split(' ');
  if (!id) return false;
  const socket = connect({ port: Number(port), host: '127.0.0.1' });
  const slow = setTimeout(() => socket.destroy(new Error('no answer')), RESPONSE_MS);
  try {
    return (await text(socket)) === id;
  } catch {
    return false;
  } finally {
    clearTimeout(slow);
    socket.destroy();
  }
}
