import { Duplex } from 'node:stream';
import type { PGlite } from '@electric-sql/pglite';

const TERMINATE = 'X'.charCodeAt(0);

/**
 * The one connection of a postgres.js client to a PGlite in the same process. Without a port in between nothing is put
 * together again from pieces of 64 kB, which `@electric-sql/pglite-socket` does by copying all that came so far: a
 * statement with 20 MB took half a minute there and takes half a second here. Each write of postgres.js holds whole
 * messages, so none is cut. Closing it ends a transaction that is still open.
 *
 * It never asks for a pause: postgres.js takes a `drain` between two statements of a transaction for a connection that is
 * free, and puts other statements into the transaction. A socket drains before the result comes, this one would after it.
 */
export function embeddedSocket(db: PGlite): Duplex {
  const socket = new Duplex({
    writableHighWaterMark: Number.MAX_SAFE_INTEGER,
    read() {},
    write(messages: Buffer, _encoding, done) {
      if (messages[0] === TERMINATE) return done();
      // A copy: the bytes that are handed out are PGlite's own memory, which its next statement writes over.
      const onRawData = (bytes: Uint8Array) => void socket.push(Buffer.from(bytes));
      db.runExclusive(() => db.execProtocolRawStream(messages, { onRawData })).then(() => done(), done);
    },
    final(done) {
      socket.push(null);
      done();
    },
    destroy(error, done) {
      const ended = db.isInTransaction() ? db.exec('rollback') : Promise.resolve();
      ended.then(
        () => done(error),
        () => done(error),
      );
    },
  });
  // What postgres.js reads of a TCP socket, and a stream does not have.
  return Object.defineProperty(socket, 'readyState', { get: () => (socket.destroyed ? 'closed' : 'open') });
}

/** The option of postgres.js by which it connects to a PGlite of this process; its types lack it. */
export const overSocketOf = (db: PGlite) => ({ socket: () => embeddedSocket(db) });
