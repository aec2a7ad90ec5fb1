import { z } from 'zod';
import type { HubSpotClient } from '../client.ts';
import { HubSpotError } from '../errors.ts';
import { API_VERSION } from '../version.ts';
import type { OAuthApp } from './app.ts';
import { requestAppToken } from './token-endpoint.ts';

/** The app was taken out of a portal, at this time. */
export type Uninstall = { portalId: number; at: Date };
export type JournalEntry = { offset: string; uninstalls: Uninstall[] };

const SCOPES = ['developer.webhooks_journal.read', 'developer.webhooks_journal.subscriptions.write'];
/** HubSpot's event type "app uninstalled" (webhooks journal guide). */
const UNINSTALLED = '4-1916193';
const JOURNAL = `/webhooks-journal/journal/${API_VERSION}`;
const DOWNLOAD_MS = 15_000;

const pointer = z.object({ url: z.url(), currentOffset: z.string().min(1) });
const lifecycleEvent = z.object({
  type: z.string(),
  action: z.string(),
  portalId: z.number().int(),
  occurredAt: z.coerce.date(),
});
const file = z.object({ journalEvents: z.array(z.unknown()).default([]) });

/** Throws OAuthConfigurationError where the app may not read the journal, or HubSpotError. */
export const journalToken = (client: HubSpotClient, app: OAuthApp): Promise<string> =>
  requestAppToken(client, app, SCOPES);

/** Asks HubSpot to write uninstalls into the app's journal. Safe to repeat. Throws HubSpotError. */
export async function subscribeToUninstalls(client: HubSpotClient, accessToken: string): Promise<void> {
  const body = { subscriptionType: 'APP_LIFECYCLE_EVENT', eventTypeId: UNINSTALLED, properties: [] };
  const path = `/webhooks-journal/subscriptions/${API_VERSION}`;
  try {
    await client.request({ method: 'POST', path, body, response: z.unknown(), accessToken });
  } catch (error) {
    // 409: it is there.
    if (!(error instanceof HubSpotError && error.status === 409)) throw error;
  }
}

/** The entry after `offset`, or the oldest that HubSpot still has (3 days); null: there is none yet. Throws HubSpotError. */
export async function nextJournalEntry(
  client: HubSpotClient,
  accessToken: string,
  offset: string | null,
): Promise<JournalEntry | null> {
  const path = offset === null ? `${JOURNAL}/earliest` : `${JOURNAL}/offset/${encodeURIComponent(offset)}/next`;
  try {
    const found = await client.request({ method: 'GET', path, response: pointer.optional(), accessToken });
    return found ? { offset: found.currentOffset, uninstalls: await readEntry(found.url) } : null;
  } catch (error) {
    if (error instanceof HubSpotError && error.status === 404) return null;
    throw error;
  }
}

/** The entry itself lies at an address of HubSpot's file store that is signed by itself. */
async function readEntry(url: string): Promise<Uninstall[]> {
  const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_MS) }).catch(() => null);
  const content = response?.ok ? file.safeParse(await response.json().catch(() => null)) : null;
  if (!content?.success) {
    throw new HubSpotError({ outcome: 'transient', status: response?.status ?? 0, category: 'JOURNAL_FILE', said: '' });
  }
  return content.data.journalEvents.flatMap((one) => {
    const event = lifecycleEvent.safeParse(one);
    if (!event.success || !/^app_uninstall(ed)?$/i.test(event.data.action)) return [];
    return [{ portalId: event.data.portalId, at: event.data.occurredAt }];
  });
}
