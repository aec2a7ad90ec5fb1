import type { Queryable } from '../database/types.ts';
import { placeKept } from '../intake/inbound.ts';
import type { OutgoingMail } from '../mail/outgoing/mail.ts';
import { composeLeaving } from '../mail/outgoing/notices.ts';
import { LOOP_HEADER, noticeAddress } from '../mail/own-marks/loop.ts';
import { ownMessageId } from '../mail/own-marks/message-ids.ts';
import type { NewEffect } from '../outbox/add-effects.ts';
import type { ClaimedEffect } from '../outbox/effects.ts';
import { unanalyzedReplies } from '../outbox/forgotten-work.ts';
import { confirmedAddresses } from '../portals/forward-addresses.ts';
import { KEPT_DAYS, leavingOf, portalsThatLeft, readPortal } from '../portals/portals.ts';
import type { Tx } from '../queue.ts';
import type { JobContext } from './context.ts';

/** One notice for each time that a portal left, however we learned of it. */
export async function noticesOfLeaving(sql: Queryable, at: Date): Promise<NewEffect[]> {
  return (await portalsThatLeft(sql)).flatMap((portal) => {
    const leaving = leavingOf(portal);
    if (!leaving || leaving.forwardsUntil <= at) return [];
    const key = `left:${portal.leftAt!.toISOString()}`;
    return [{ portalId: portal.portalId, kind: 'notice', key, details: { type: 'left' } }];
  });
}

/** Says that the app is gone from the account, what happens when, and how to come back. Null: it came back, or nobody is known. */
export async function leavingNotice(context: JobContext, effect: ClaimedEffect): Promise<OutgoingMail | null> {
  const { sql, signingKey, mailDomain, replyDomain, publicUrl } = context;
  const portal = await readPortal(sql, effect.portalId);
  const leaving = leavingOf(portal);
  const confirmed = await confirmedAddresses(sql, { portalId: portal.portalId, userId: null });
  const address = confirmed.portal ?? portal.installerAddress;
  if (!leaving || !address) return null;
  return composeLeaving({
    to: { name: '', address },
    sender: noticeAddress(mailDomain),
    messageId: ownMessageId(effect.id, signingKey, replyDomain),
    language: portal.settings.language,
    loopHeader: LOOP_HEADER,
    url: `${publicUrl}/oauth/install`,
    ...leaving,
    timeZone: portal.timeZone,
  });
}

/** A portal is back: the mail that was kept takes its way, and replies of the time between are analyzed. */
export async function takeUp(tx: Tx, portalId: number, now: Date): Promise<void> {
  const since = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  for (const inboundId of await placeKept(tx.sql, portalId)) tx.enqueue('place', { inboundId });
  for (const messageId of await unanalyzedReplies(tx.sql, portalId, since)) tx.enqueue('analyze', { messageId });
  tx.enqueue('sync', { portalId });
}
