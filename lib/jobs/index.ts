import { attachedBytes } from '../conversations/attachments.ts';
import { inboundSize } from '../intake/inbound.ts';
import { analyze } from './analyze.ts';
import { applyEvents, keepQueuedEvents } from './apply-events.ts';
import type { JobContext } from './context.ts';
import { forward } from './forward.ts';
import { place } from './place.ts';
import { createRoom } from './room.ts';
import { sendTrackedEmail } from './send-tracked-email.ts';
import { sweep } from './sweep.ts';
import { sync } from './sync.ts';
import { watchInstalls } from './watch-installs.ts';

const SWEEP_EVERY_MS = 60_000;
// One mail of SendGrid's largest size.
const ROOM_BYTES = 40_000_000;

/** Starts this process' workers, one per background step, and the sweep. Resolves with what stops the sweep. */
export async function startWorkers(context: JobContext): Promise<() => void> {
  const { queue, sql } = context;
  const room = createRoom(ROOM_BYTES);
  await queue.work('place', async (payload) =>
    room(await inboundSize(sql, payload.inboundId), () => place(context, payload)),
  );
  await queue.work('forward', async (payload) =>
    room(await attachedBytes(sql, payload.effectId), () => forward(context, payload)),
  );
  await queue.work('send-tracked-email', (payload) => sendTrackedEmail(context, payload));
  await queue.work('analyze', (payload) => analyze(context, payload));
  await queue.work('sync', (payload) => sync(context, payload));
  await queue.work('apply-events', (payload) => applyEvents(context, payload));
  await queue.work('hubspot-events', (payload) => keepQueuedEvents(context, payload));
  await queue.work('watch-installs', () => watchInstalls(context));
  await queue.work('sweep', () => sweep(context));
  const wake = () => void queue.transact(async ({ enqueue }) => enqueue('sweep', {})).catch(() => {});
  wake();
  const timer = setInterval(wake, SWEEP_EVERY_MS);
  return () => clearInterval(timer);
}
