import type { Queryable } from '../database/types.ts';
import { answeringRep } from '../portals/rep-addresses.ts';
import { type EffectKind, MAIL_EFFECTS } from './effects.ts';
import type { NextStep } from './next-steps.ts';
import { type Reason, type ReasonCode, storedReason } from './reasons.ts';

/** A step that waits for a person: it failed, its outcome is unknown, or it is held. */
export type AttentionRow = {
  effectId: string;
  kind: EffectKind;
  state: 'needs_attention' | 'unknown' | 'held';
  hubspotId: string | null;
  contactName: string;
  reason: Reason | null;
  nextStep: NextStep | null;
  since: Date;
};

type StoredRow = Omit<AttentionRow, 'reason'> & { reason: ReasonCode | null; reason_details: object };
/** `reps`: only what is of a conversation that these answer in. */
type Which = { portalId: number; contactId?: string; reps?: string[] | null };

/** Newest first. Of what a reply's unknown sender holds back one row stands for all: accepting the sender frees them. */
export async function listAttention(
  sql: Queryable,
  { limit, ...which }: Which & { limit: number },
): Promise<AttentionRow[]> {
  const rows = await sql<StoredRow[]>`
    select e.id as "effectId", e.kind, e.state, c.hubspot_id as "hubspotId", coalesce(c.name, '') as "contactName",
           e.reason, e.reason_details, e.next_step as "nextStep", coalesce(e.settled_at, e.created_at) as since
    from effects e left join contacts c on c.id = e.contact_id
    where ${condition(sql, which)} order by e.seq desc limit ${limit}`;
  return rows.map(({ reason, reason_details: details, ...row }) => ({ ...row, reason: storedReason(reason, details) }));
}

export async function countAttention(sql: Queryable, which: Which): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count from effects e where ${condition(sql, which)}`;
  return row?.count ?? 0;
}

/** Mails of a portal that failed, or may have, since. */
export async function countFailedMails(sql: Queryable, portalId: number, since: Date): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count from effects
    where portal_id = ${portalId} and kind in ${sql(MAIL_EFFECTS)} and state in ('needs_attention', 'unknown')
      and created_at >= ${since}`;
  return row?.count ?? 0;
}

const condition = (sql: Queryable, { portalId, contactId, reps = null }: Which) => sql`
  e.portal_id = ${portalId} and e.state in ('needs_attention', 'unknown', 'held')
  ${contactId ? sql`and e.contact_id = ${contactId}` : sql``}
  ${reps ? sql`and exists (select 1 from conversations c where c.id = e.conversation_id and ${answeringRep(sql)} = any(${reps}))` : sql``}
  and (e.state <> 'held' or e.kind = 'tracked_send' or not exists (
    select 1 from effects o where o.message_id = e.message_id and o.state = 'held' and o.seq < e.seq))`;
