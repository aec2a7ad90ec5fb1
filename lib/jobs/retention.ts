import { removeExpiredAttachments } from '../conversations/attachments.ts';
import { expireConversations } from '../conversations/conversations.ts';
import { TOKEN_DAYS } from '../conversations/reply-tokens.ts';
import { forgetEvents } from '../database/seen-events.ts';
import { removeInboundBefore } from '../intake/inbound.ts';
import { forgetPlacedMails } from '../intake/placed-mails.ts';
import { emptyQuarantine } from '../intake/quarantine.ts';
import { forgetTokenMisses } from '../intake/token-misses.ts';
import { forgetAppliedEvents } from '../outbox/own-steps.ts';
import { erasePortal } from '../portals/erase-portal.ts';
import { forgetKeys } from '../portals/once.ts';
import { leavingOf, portalsThatLeft } from '../portals/portals.ts';
import type { JobContext } from './context.ts';

// HubSpot's proxy repeats a card's request at once, and a page that is still open the next day asks anew.
const CLIENT_KEY_DAYS = 1;
// HubSpot repeats a delivery for 24 h, SendGrid for 72 h; a month leaves room for a long outage.
const REPEAT_DAYS = 30;

/** Removes what is past its time: posts as they came, attachments, quarantined mail, repeated requests, portals that left. */
export async function removeExpired(
  { sql, inboundDays }: Pick<JobContext, 'sql' | 'inboundDays'>,
  at: Date,
): Promise<void> {
  const daysAgo = (days: number) => new Date(at.getTime() - days * 86_400_000);
  await removeInboundBefore(sql, daysAgo(inboundDays));
  await removeExpiredAttachments(sql, at);
  await emptyQuarantine(sql, at);
  await forgetPlacedMails(sql, daysAgo(TOKEN_DAYS));
  await forgetTokenMisses(sql, daysAgo(1));
  await forgetKeys(sql, daysAgo(CLIENT_KEY_DAYS));
  await forgetEvents(sql, daysAgo(REPEAT_DAYS));
  await forgetAppliedEvents(sql, daysAgo(REPEAT_DAYS), 10_000);
  for (const portal of await portalsThatLeft(sql)) {
    if (leavingOf(portal)!.erasedAt < at) await erasePortal(sql, portal.portalId);
  }
  await expireConversations(sql, at);
}
