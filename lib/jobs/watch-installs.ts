import { errorFacts } from '../error-facts.ts';
import { HubSpotError } from '../hubspot/errors.ts';
import { journalToken, nextJournalEntry, subscribeToUninstalls } from '../hubspot/oauth/install-journal.ts';
import { OAuthConfigurationError } from '../hubspot/oauth/token-endpoint.ts';
import { type AccessTokenDependencies, accessToken, PortalDisconnectedError } from '../hubspot/oauth/tokens.ts';
import { lookAfter, recordRead, recordSubscribed, takeLook } from '../portals/install-journal.ts';
import { endConnection, portalsToCheck } from '../portals/portals.ts';
import type { JobContext } from './context.ts';

const LOOK_EVERY_MS = 5 * 60_000;
const DAY_MS = 86_400_000;
// HubSpot keeps three days of the journal: an offset that is older is none.
const JOURNAL_MS = 3 * DAY_MS;
const ENTRIES_A_LOOK = 100;
const CHECKS_A_RUN = 200;

type WatchContext = Pick<JobContext, 'sql' | 'now' | 'log'> & { hubSpotTokens: AccessTokenDependencies };

/**
 * Learns where somebody took the app out inside HubSpot, which pushes nothing: from the webhooks journal where the app
 * may read it, and from one refresh a day of every portal's access. Only the journal's word and `invalid_grant` mean
 * gone; a call that fails never does.
 */
export async function watchInstalls(context: WatchContext): Promise<void> {
  await readJournal(context);
  await checkAccess(context);
}

async function readJournal({ sql, now, log, hubSpotTokens: { client, app } }: WatchContext): Promise<void> {
  const at = now();
  const place = await takeLook(sql, { now: at, nextLook: new Date(at.getTime() + LOOK_EVERY_MS) });
  if (!place) return;
  try {
    const token = await journalToken(client, app);
    if (!place.subscribed) {
      await subscribeToUninstalls(client, token);
      await recordSubscribed(sql, at);
    }
    const isStale = !place.readAt || at.getTime() - place.readAt.getTime() > JOURNAL_MS;
    let offset = isStale ? null : place.readTo;
    for (let n = 0; n < ENTRIES_A_LOOK; n++) {
      const entry = await nextJournalEntry(client, token, offset);
      if (!entry) break;
      for (const { portalId, at: before } of entry.uninstalls) {
        const end = { state: 'uninstalled', reason: 'uninstalled', now: at, before } as const;
        if (await endConnection(sql, portalId, end)) log.info({ portalId }, 'the app was taken out inside HubSpot');
      }
      offset = entry.offset;
      await recordRead(sql, offset, at);
    }
    await recordRead(sql, null, at);
  } catch (error) {
    const isClosed =
      error instanceof OAuthConfigurationError || (error instanceof HubSpotError && [401, 403].includes(error.status));
    if (!isClosed && !(error instanceof HubSpotError)) throw error;
    // Not open to this app: the daily check still tells. Asked again tomorrow.
    if (isClosed) await lookAfter(sql, new Date(at.getTime() + DAY_MS));
    log.info({ err: errorFacts(error) }, 'the journal of installs could not be read');
  }
}

/** A token in use is renewed every half hour and tells by itself; here are the portals that were quiet for a day. */
async function checkAccess({ sql, now, log, hubSpotTokens }: WatchContext): Promise<void> {
  for (const portalId of await portalsToCheck(sql, new Date(now().getTime() - DAY_MS), CHECKS_A_RUN)) {
    try {
      await accessToken(hubSpotTokens, portalId);
    } catch (error) {
      if (error instanceof PortalDisconnectedError) {
        log.info({ portalId }, 'HubSpot has withdrawn the access to an account');
        continue;
      }
      if (!(error instanceof HubSpotError || error instanceof OAuthConfigurationError)) throw error;
      // HubSpot, or our own secret: no portal's fault, and the next one would fail alike.
      log.warn({ portalId, err: errorFacts(error) }, 'the access to an account could not be checked');
      return;
    }
  }
}
