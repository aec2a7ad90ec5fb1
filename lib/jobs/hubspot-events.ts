import { applyEvent } from '../hubspot/apply-event.ts';
import { describeError } from '../hubspot/errors.ts';
import { hubSpotEvent } from '../hubspot/webhook-event.ts';
import type { JobContext } from './context.ts';

/** Some events of a post could not be applied yet. The job runs again, and the others find their work done. */
class EventsLeftError extends Error {
  constructor(left: number) {
    super(`${left} events of HubSpot could not be applied yet; the job is tried again`);
    this.name = 'EventsLeftError';
  }
}

/** Does what the events of one post ask for; one that fails keeps none of the others back. Throws EventsLeftError. */
export async function applyHubSpotEvents(
  context: JobContext,
  { events }: { events: Record<string, unknown>[] },
): Promise<void> {
  const { sql, queue, now, log, hubSpotAppId: appId } = context;
  const toSync = new Set<number>();
  let left = 0;
  for (const event of events.map((one) => hubSpotEvent.parse(one))) {
    const { portalId } = event;
    try {
      const client = context.portalClient(portalId);
      if (await applyEvent({ sql, client, appId, now, log }, event)) toSync.add(portalId);
    } catch (error) {
      log.warn({ portalId, cause: describeError(error) }, 'an event of HubSpot could not be applied yet');
      left += 1;
    }
  }
  if (toSync.size > 0) {
    await queue.transact(async (_tx, enqueue) => {
      for (const portalId of toSync) await enqueue('sync', { portalId });
    });
  }
  if (left > 0) throw new EventsLeftError(left);
}
