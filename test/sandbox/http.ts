import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Listening = { url: string; port: number; close(): Promise<void> };

/**
 * Serves on 127.0.0.1; port 0 takes a free one. Closing ends open connections too; nothing else does: the caller in the
 * same process sends its next request on a connection that it believes open, and Node would have closed it after 5 s of
 * idleness, which a busy event loop makes of less (seen as `fetch failed`, "other side closed").
 */
export async function listen(handler: RequestListener, port = 0): Promise<Listening> {
  const server = createServer({ keepAliveTimeout: 0 }, handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Where the browser may send its requests from another port: the stand-ins hold no secrets of anybody. */
export const OPEN_TO_PAGES: Record<string, string> = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
};
