import { connect, type Socket } from 'node:net';

type ServerAddress = { host: string[]; port: number[]; path?: string };

/**
 * Makes connections that end themselves after `silentMs` without a byte in either direction. A half-open one, as a
 * firewall or a frozen pooler leaves behind, gives no other sign: TCP takes 15 minutes to give up what it has sent, and
 * until then its queries would wait. The pool closes what is merely idle long before. `socket` is an option of postgres.js
 * that its types lack.
 */
export function silentAfter(silentMs: number) {
  return {
    socket({ host: [host = 'localhost'], port: [port = 5432], path }: ServerAddress): Socket {
      const socket = path ? connect({ path }) : connect({ host, port });
      endWhenSilent(socket, silentMs);
      // What postgres.js takes for the server's name in TLS.
      return Object.assign(socket, { host });
    },
  };
}

/** No listener of the socket's own timeout: postgres.js removes them all where it begins TLS. */
function endWhenSilent(socket: Socket, silentMs: number): void {
  let [bytes, since] = [0, Date.now()];
  const timer = setInterval(() => {
    const now = socket.bytesRead + socket.bytesWritten;
    if (now !== bytes) [bytes, since] = [now, Date.now()];
    else if (Date.now() - since >= silentMs) socket.destroy(new SilentConnectionError(silentMs));
    if (socket.destroyed) clearInterval(timer);
  }, silentMs / 4);
  timer.unref();
}

class SilentConnectionError extends Error {
  readonly code = 'CONNECTION_SILENT';
  constructor(silentMs: number) {
    super(`The database said nothing for ${silentMs / 1000} s.`);
    this.name = 'SilentConnectionError';
  }
}
