import express, { type Router } from 'express';
import type { Queue } from '../../lib/queue.ts';
import { startQueue } from '../../lib/queue.ts';
import { type World, world } from '../hubspot/support.ts';
import { listen } from '../sandbox/http.ts';

export const PUBLIC_URL = 'https://app.example';

/** The account on the stand-in, a real queue, and our routes behind the public address that the stand-in calls. */
export type Receiver = World & { queue: Queue; url: string };

export async function receiver(
  mount: (world: World & { queue: Queue }) => Record<string, Router>,
  options: Parameters<typeof world>[0] = {},
): Promise<Receiver> {
  const w = await world(options);
  const queue = await startQueue(w.database, w.drain.log);
  const app = express();
  for (const [path, router] of Object.entries(mount({ ...w, queue }))) app.use(path, router);
  const server = await listen(app);
  w.hubspot.mapOrigin(PUBLIC_URL, server.url);
  return {
    ...w,
    queue,
    url: server.url,
    async [Symbol.asyncDispose]() {
      await server.close();
      await queue.stop();
      await w[Symbol.asyncDispose]();
    },
  };
}
