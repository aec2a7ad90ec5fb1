import type { Queryable } from '../database/types.ts';
import { recordInboundOutcome } from './inbound.ts';

export type PlacedMail = { portalId: number; conversationId: string; hash: string; inboundId: string };

/**
 * Takes a mail for its conversation. False where the same mail is there already from another post: SendGrid repeats a
 * post whose 200 got lost, and one mail may go to two addresses of one conversation. Of two workers at once the second
 * waits here for the first one's commit.
 */
export async function isFirstPlacement(sql: Queryable, mail: PlacedMail, now: Date): Promise<boolean> {
  const [placed] = await sql<{ inbound_id: string }[]>`
    insert into placed_mails (portal_id, conversation_id, hash, inbound_id, placed_at)
    values (${mail.portalId}, ${mail.conversationId}, ${Buffer.from(mail.hash, 'hex')}, ${mail.inboundId}, ${now})
    on conflict (portal_id, conversation_id, hash) do update set placed_at = placed_mails.placed_at
    returning inbound_id`;
  return placed!.inbound_id === mail.inboundId;
}

/**
 * Settles a post as what it became in its conversation, once. False where nothing is to be stored: the same mail is there
 * already, or the post was settled before.
 */
export async function settlePlaced(
  sql: Queryable,
  mail: PlacedMail,
  outcome: 'reply' | 'answer',
  now: Date,
): Promise<boolean> {
  const isFirst = await isFirstPlacement(sql, mail, now);
  const settled = isFirst
    ? ({ state: 'placed', outcome } as const)
    : ({ state: 'dropped', outcome: 'duplicate' } as const);
  const isSettled = await recordInboundOutcome(sql, mail.inboundId, { ...settled, portalId: mail.portalId }, now);
  return isSettled && isFirst;
}

/** A token lives 90 days, so no later post of a mail can find its conversation by address. */
export async function forgetPlacedMails(sql: Queryable, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from placed_mails where ctid = any(array(
      select ctid from placed_mails where placed_at < ${before} order by placed_at limit ${limit}))`;
  return gone.count;
}
