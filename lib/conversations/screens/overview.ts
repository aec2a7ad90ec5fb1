import type { Analysis } from '../../analysis/index.ts';
import type { Queryable } from '../../database/types.ts';
import { NOT_FULLY_READ, type Trust } from '../../mail/types.ts';
import type { Author } from '../../portals/author.ts';
import { answeringRep } from '../../portals/rep-addresses.ts';
import { membersOf, type RecordRef } from '../contact-records.ts';
import { urgencyOf } from '../conversations.ts';
import { CORRECTABLE_FIELDS, type CorrectableField } from '../corrections.ts';
import { currentAnalysis } from '../current-analysis.ts';
import { type Channel, fullyRead, trusted } from '../messages.ts';
import { waits } from '../waits.ts';
import { unidentifiedSender } from './timeline.ts';

export type WaitingRow = {
  hubspotId: string;
  contactName: string;
  messageId: string;
  subject: string;
  channel: Channel;
  since: Date;
  /** It came back from a snooze then. */
  snoozedUntil: Date | null;
  handedTo: string | null;
  /** The address of whoever has to answer: the same as in the numbers; empty where nobody of ours had written. */
  rep: string;
  responseType: Analysis['response_type'];
  opportunityScore: number | null;
  keyInsights: string;
};

/**
 * What waits in a portal and is not snoozed: high value first, then what needs handling, and of each the longest waiting
 * first. Where several replies of a conversation wait, the most urgent speaks for it. `record`: of its contacts alone;
 * `reps`: whom these have to answer.
 */
export async function listWaiting(
  sql: Queryable,
  {
    portalId,
    record,
    reps = null,
    limit,
    now,
  }: { portalId: number; record?: RecordRef; reps?: string[] | null; limit: number; now: Date },
): Promise<WaitingRow[]> {
  return sql<WaitingRow[]>`
    select t.hubspot_id as "hubspotId", t.name as "contactName", m.id as "messageId", m.subject, m.channel,
           c.waiting_since as since, c.snoozed_until as "snoozedUntil", c.handed_to->>'name' as "handedTo",
           coalesce(y.rep, '') as rep, m.fields->>'response_type' as "responseType",
           (m.fields->>'opportunity_score')::integer as "opportunityScore",
           coalesce(m.fields->>'key_insights', '') as "keyInsights"
    from (
      select * from conversations
      where portal_id = ${portalId} and waiting_since is not null and (snoozed_until is null or snoozed_until <= ${now})
        ${record ? sql`and contact_id in (${membersOf(sql, record)})` : sql``}
      order by coalesce(urgency, 2), waiting_since limit ${limit}
    ) c
    join contacts t on t.id = c.contact_id and t.deleted_at is null
    join lateral (
      select m.id, m.subject, m.channel, a.fields from messages m left join lateral (${currentAnalysis(sql)}) a on true
      where m.conversation_id = c.id and ${waits(sql)}
      order by ${urgencyOf(sql, sql`a.fields`)}, m.occurred_at desc limit 1
    ) m on true
    left join tallies y on y.message_id = m.id
    ${reps ? sql`where y.rep = any(${reps})` : sql``}
    order by coalesce(c.urgency, 2), since`;
}

export type UnidentifiedRow = {
  hubspotId: string;
  contactName: string;
  messageId: string;
  author: Author;
  subject: string;
  trust: Trust;
  receivedAt: Date;
};

/** Whose part of a portal: `reps` null for everyone's. */
type Part = { portalId: number; reps: string[] | null; limit: number };

/** Of a list only what these reps have to answer; `c` is its conversation. */
const ofReps = (sql: Queryable, reps: string[] | null) => (reps ? sql`and ${answeringRep(sql)} = any(${reps})` : sql``);

/** Of so many of the newest a rep's own are looked for, so that no list reads all there ever was. */
const LOOKED_AT = 500;

/** Replies of whose senders nothing is proven, the newest first: a person says whose they are. */
export async function listUnidentified(sql: Queryable, { portalId, reps, limit }: Part): Promise<UnidentifiedRow[]> {
  return sql<UnidentifiedRow[]>`
    select t.hubspot_id as "hubspotId", t.name as "contactName", m.id as "messageId", m.author, m.subject, m.trust,
           m.received_at as "receivedAt"
    from (
      select * from messages m where m.portal_id = ${portalId} and ${unidentifiedSender(sql)}
      order by m.received_at desc limit ${reps ? LOOKED_AT : limit}
    ) m
    join contacts t on t.id = m.contact_id and t.deleted_at is null
    join conversations c on c.id = m.conversation_id
    where true ${ofReps(sql, reps)}
    order by m.received_at desc limit ${limit}`;
}

export type UnsureRow = {
  hubspotId: string;
  contactName: string;
  messageId: string;
  version: number;
  fields: Analysis;
  fullyRead: boolean;
  receivedAt: Date;
};

/** Below this confidence an analysis is shown as unsure. Migration 0041 has an index of those. */
export const SURE_FROM = 0.6;

/** Analyses that were unsure, or of mails not read fully, and that nobody has looked at, the newest first. */
export async function listUnsure(
  sql: Queryable,
  { portalId, reps, since, limit }: Part & { since: Date },
): Promise<UnsureRow[]> {
  const unseen = sql`
    a.corrected_by is null and not exists (
      select 1 from analyses o where o.message_id = a.message_id and (o.corrected_by is not null or o.version > a.version))`;
  const most = reps ? LOOKED_AT : limit;
  // Two lists, each with its index: either alone ends at the limit.
  return sql<UnsureRow[]>`
    select t.hubspot_id as "hubspotId", t.name as "contactName", m.id as "messageId", a.version, a.fields,
           ${fullyRead(sql)} as "fullyRead", m.received_at as "receivedAt"
    from (
      (select a.message_id, a.version, a.fields, a.created_at
       from analyses a join messages m on m.id = a.message_id and m.direction = 'incoming' and ${trusted(sql)}
       where a.portal_id = ${portalId} and a.created_at >= ${since} and a.corrected_by is null
         and (a.fields->>'doubt' is not null or (a.fields->>'confidence')::numeric < ${sql.unsafe(String(SURE_FROM))}
              or a.fields->'flags' <> '[]'::jsonb) and ${unseen}
       order by a.created_at desc limit ${most})
      union
      (select a.message_id, a.version, a.fields, a.created_at
       from messages m join analyses a on a.message_id = m.id
       where m.portal_id = ${portalId} and m.received_at >= ${since} and m.direction = 'incoming' and ${trusted(sql)}
         and ${sql.unsafe(`'${NOT_FULLY_READ}'`)} = any(m.mail_kind_evidence) and ${unseen}
       order by m.received_at desc limit ${most})
    ) a
    join messages m on m.id = a.message_id
    join contacts t on t.id = m.contact_id and t.deleted_at is null and not t.is_test
    join conversations c on c.id = m.conversation_id
    where true ${ofReps(sql, reps)}
    order by a.created_at desc limit ${limit}`;
}

export type LateRow = {
  id: string;
  from: string;
  subject: string;
  receivedAt: Date;
  hubspotId: string;
  contactName: string;
  /** The first words, sealed; null where the mail came before they were kept. */
  bytes: Buffer | null;
  keyId: string | null;
};

/** Mail to expired addresses that nobody has attached. */
export async function listLate(sql: Queryable, { portalId, reps, limit }: Part): Promise<LateRow[]> {
  return sql<LateRow[]>`
    select q.id, coalesce(q.from_address, '') as from, coalesce(q.subject, '') as subject, q.received_at as "receivedAt",
           t.hubspot_id as "hubspotId", t.name as "contactName", q.excerpt as bytes, q.excerpt_key_id as "keyId"
    from quarantine q
    left join reply_tokens k on k.id = q.reply_token_id
    left join conversations c on c.id = k.conversation_id
    join contacts t on t.id = q.contact_id and t.deleted_at is null
    join inbound i on i.id = q.inbound_id and i.state = 'quarantined'
    where q.portal_id = ${portalId} and q.reason = 'expired_token' and q.attached_message_id is null
      ${ofReps(sql, reps)}
    order by q.received_at desc limit ${limit}`;
}

export type CorrectionCount = { field: CorrectableField; reviewed: number; corrected: number };

const REVIEWED = 500;

/** Of the newest 500 analyses that a person confirmed or corrected: in how many each field was changed. */
export async function countCorrections(sql: Queryable, portalId: number): Promise<CorrectionCount[]> {
  const rows = await sql<CorrectionCount[]>`
    with reviewed as (
      select message_id, version, fields from analyses
      where portal_id = ${portalId} and corrected_by is not null order by created_at desc limit ${REVIEWED}
    ), person as (
      select distinct on (message_id) message_id, fields from reviewed order by message_id, version desc
    ), analyst as (
      select distinct on (a.message_id) a.message_id, a.fields from analyses a join person using (message_id)
      where a.corrected_by is null order by a.message_id, a.version desc
    )
    select field, count(*)::integer as reviewed,
           (count(*) filter (where person.fields->field is distinct from analyst.fields->field))::integer as corrected
    from person join analyst using (message_id), unnest(${CORRECTABLE_FIELDS as unknown as string[]}::text[]) as field
    group by field`;
  const order = (field: CorrectableField) => CORRECTABLE_FIELDS.indexOf(field);
  return rows.sort((a, b) => order(a.field) - order(b.field));
}
