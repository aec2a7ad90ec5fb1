import { applyEvent, hubSpotEvent } from '../hubspot/events.ts';
import type { JobContext } from './context.ts';

/** Does what one of HubSpot's events asks for. */
export async function hubSpotEventJob(
  context: JobContext,
  { event }: { event: Record<string, unknown> },
): Promise<void> {
  const { sql, queue, now, log, hubSpotAppId: appId } = context;
  const parsed = hubSpotEvent.parse(event);
  const client = context.portalClient(parsed.portalId);
  const hasWork = await applyEvent({ sql, client, appId, now, log }, parsed);
  if (hasWork) await queue.transact((_tx, send) => send('sync', { portalId: parsed.portalId }));
}
