import type { OutgoingMail } from '../mail/outgoing/mail.ts';
import { composeConfirmation } from '../mail/outgoing/notices.ts';
import { makeLink } from '../mail/own-marks/links.ts';
import { LOOP_HEADER, noticeAddress } from '../mail/own-marks/loop.ts';
import { ownMessageId } from '../mail/own-marks/message-ids.ts';
import type { ClaimedEffect } from '../outbox/effects.ts';
import { CONFIRMATION_HOURS, pendingRequest, requestId } from '../portals/forward-addresses.ts';
import { readPortal } from '../portals/portals.ts';
import type { JobContext } from './context.ts';

/** The mail whose link makes a custom forward address count. Null where the request was taken back or answered. */
export async function confirmation(context: JobContext, effect: ClaimedEffect): Promise<OutgoingMail | null> {
  const { sql, signingKey, mailDomain, replyDomain, publicUrl } = context;
  const { portalId } = effect;
  const userId = typeof effect.details.userId === 'string' ? effect.details.userId : null;
  const request = await pendingRequest(sql, { portalId, userId });
  if (!request) return null;
  const { settings } = await readPortal(sql, portalId);
  const { address, requestedAt, requestedBy } = request;
  const expiresAt = new Date(requestedAt.getTime() + CONFIRMATION_HOURS * 3_600_000);
  const link = makeLink('confirm', requestId({ portalId, userId }, requestedAt), signingKey, expiresAt);
  return composeConfirmation({
    to: { name: '', address },
    sender: noticeAddress(mailDomain),
    messageId: ownMessageId(effect.id, signingKey, replyDomain),
    language: settings.language,
    loopHeader: LOOP_HEADER,
    url: `${publicUrl}/webhooks/confirm-address/${link}`,
    requestedBy: requestedBy.name,
  });
}
