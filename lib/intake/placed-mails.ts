import type { Queryable } from '../database/types.ts';

export type PlacedMail = { portalId: number; conversationId: string; hash: string; inboundId: string };

/**
 * Takes a mail for its conversation. False where the same mail is there already from another post: SendGrid repeats a
 * post whose 200 got lost, and one mail may go to two addresses of one conversation. Of two workers at once the second
 * waits here for the first one's commit.
 */
export async function isFirstPlacement(sql: Queryable, mail: PlacedMail, now: Date): Promise<boolean> {
  const [placed] = await sql<{ inbound_id: string }[]>`${placement(sql, mail, now)}`;
  return placed!.inbound_id === mail.inboundId;
}

const placement = (sql: Queryable, mail: PlacedMail, now: Date) => sql`
    insert into placed_mails (portal_id, conversation_id, hash, inbound_id, placed_at)
    values (${mail.portalId}, ${mail.conversationId}, ${Buffer.from(mail.hash, 'hex')}, ${mail.inboundId}, ${now})
    on conflict (portal_id, conversation_id, hash) do update set placed_at = placed_mails.placed_at
    returning inbound_id`;

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
  const [row] = await sql<{ placed: boolean }[]>`
    with first as (${placement(sql, mail, now)}),
    settled as (
      update inbound set state = case when first.inbound_id = inbound.id then 'placed' else 'dropped' end,
        outcome = case when first.inbound_id = inbound.id then ${outcome} else 'duplicate' end,
        portal_id = ${mail.portalId}, settled_at = ${now}
      from first where inbound.id = ${mail.inboundId} and inbound.state in ('received', 'failed')
      returning inbound.state
    )
    select exists (select 1 from settled where state = 'placed') as placed`;
  return row!.placed;
}

/** A token lives 90 days, so no later post of a mail can find its conversation by address. */
export async function forgetPlacedMails(sql: Queryable, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from placed_mails where ctid = any(array(
      select ctid from placed_mails where placed_at < ${before} order by placed_at limit ${limit}))`;
  return gone.count;
}
