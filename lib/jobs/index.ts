import { applyEvents, keepQueuedEvents } from './apply-events.ts';
import type { JobContext } from './context.ts';
import { endTest } from './end-test.ts';
import { forward } from './forward.ts';
import { analyzeObserved, mailObserved, placeObserved } from './observed.ts';
import { retention } from './retention.ts';
import { rollups } from './rollups.ts';
import { createRoom } from './room.ts';
import { sendTrackedEmail } from './send-tracked-email.ts';
import { sweep } from './sweep.ts';
import { sync } from './sync.ts';
import { watchInstalls } from './watch-installs.ts';

const SWEEP_EVERY_MS = 60_000;
// One mail of SendGrid's largest size.
const ROOM_BYTES = 40_000_000;
const RETENTION_EVERY_MS = 10 * 60_000;

/** Starts this process' workers, one per background step, the sweep and the retention. Resolves with what stops those two. */
export async function startWorkers(context: JobContext): Promise<() => void> {
  const { queue } = context;
  const room = createRoom(ROOM_BYTES);
  await queue.work('place', (payload) => placeObserved(context, payload, room));
  await queue.work('forward', (payload) => mailObserved('forwarded', forward, room)(context, payload));
  await queue.work('send-tracked-email', (payload) => mailObserved('sent', sendTrackedEmail, room)(context, payload));
  await queue.work('analyze', (payload) => analyzeObserved(context, payload));
  await queue.work('sync', (payload) => sync(context, payload));
  await queue.work('apply-events', (payload) => applyEvents(context, payload));
  await queue.work('hubspot-events', (payload) => keepQueuedEvents(context, payload));
  await queue.work('watch-installs', () => watchInstalls(context));
  await queue.work('sweep', () => sweep(context));
  await queue.work('rollups', () => rollups(context));
  await queue.work('end-test', (payload) => endTest(context, payload));
  await queue.work('retention', () => retention(context));
  const wake = (name: 'sweep' | 'retention') =>
    void queue.transact(async ({ enqueue }) => enqueue(name, {})).catch(() => {});
  const timers = [setInterval(wake, SWEEP_EVERY_MS, 'sweep'), setInterval(wake, RETENTION_EVERY_MS, 'retention')];
  wake('sweep');
  wake('retention');
  return () => timers.forEach(clearInterval);
}
