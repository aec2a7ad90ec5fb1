import { connect, createServer, type Socket } from 'node:net';

export type Cuttable = AsyncDisposable & {
  /** The given URL by way of this relay. */
  url: string;
  /** Ends every connection, as a restarted server or a firewall does. */
  cut(): void;
  /** As soon as a client says this its connection is ended as an administrator does (57P01), `times` times. */
  terminateAt(said: string, times: number): void;
  /** Half-open: connections stay, new ones are taken, and nothing passes any more. */
  freeze(): void;
  /** From now on new connections work; frozen ones stay so, as in life. */
  thaw(): void;
};

/** PostgreSQL's ErrorResponse to a client that pg_terminate_backend or a stop ends. */
const FIELDS = ['SFATAL', 'VFATAL', 'C57P01', 'Mterminating connection due to administrator command', ''];
const TERMINATED = Buffer.from(`E....${FIELDS.join('\0')}\0`);
TERMINATED.writeUInt32BE(TERMINATED.length - 1, 1);

/** A relay in front of a database that can be cut or frozen, so that a lost connection can be tried. */
export async function cuttable(target: string, listenAt = 0): Promise<Cuttable> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let frozen = false;
  let last: { said: string; times: number } | null = null;
  const server = createServer((near) => {
    const far = connect({ host: hostname, port: Number(port || 5432) });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk: Buffer) => {
        if (last && from === near && last.times > 0 && chunk.includes(last.said)) {
          last.times--;
          near.end(TERMINATED);
          far.destroy();
        } else to.write(chunk);
      });
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      if (frozen) from.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(listenAt, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the relay has no port');
  const each = (work: (socket: Socket) => void) => {
    for (const socket of [...sockets]) work(socket);
  };
  const cut = () => each((socket) => socket.destroy());
  return {
    url: Object.assign(new URL(target), { hostname: '127.0.0.1', port: String(address.port) }).href,
    cut,
    terminateAt(said, times) {
      last = { said, times };
    },
    freeze() {
      frozen = true;
      each((socket) => socket.pause());
    },
    thaw() {
      frozen = false;
    },
    async [Symbol.asyncDispose]() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
