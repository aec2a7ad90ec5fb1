import { errorFacts } from '../error-facts.ts';
import { applyEvent } from '../hubspot/apply-event.ts';
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
  const { sql, queue, keyring, now, log, hubSpotAppId: appId } = context;
  let left = 0;
  for (const event of events.map((one) => hubSpotEvent.parse(one))) {
    const { portalId } = event;
    try {
      const client = context.portalClient(portalId);
      await applyEvent({ sql, transact: queue.transact, client, appId, keyring, now }, event);
    } catch (error) {
      log.warn({ portalId, err: errorFacts(error) }, 'an event of HubSpot could not be applied yet');
      left += 1;
    }
  }
  if (left > 0) throw new EventsLeftError(left);
}
