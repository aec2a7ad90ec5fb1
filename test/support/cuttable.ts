import { connect, createServer, type Socket } from 'node:net';

export type Cuttable = AsyncDisposable & {
  /** The given URL by way of this relay. */
  url: string;
  /** Ends every connection, as a restarted server or a firewall does. */
  cut(): void;
  /** Half-open: connections stay, new ones are taken, and nothing passes any more until `thaw`. */
  freeze(): void;
  thaw(): void;
};

/** A relay in front of a database that can be cut or frozen, so that a lost connection can be tried. */
export async function cuttable(target: string, listenAt = 0): Promise<Cuttable> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let frozen = false;
  const server = createServer((near) => {
    const far = connect({ host: hostname, port: Number(port || 5432) });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => void to.write(chunk));
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
    freeze() {
      frozen = true;
      each((socket) => socket.pause());
    },
    thaw() {
      frozen = false;
      each((socket) => socket.resume());
    },
    async [Symbol.asyncDispose]() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
