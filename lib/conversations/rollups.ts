import type { PendingQuery, Row } from 'postgres';
import { inTransaction } from '../database/transaction.ts';
import type { Queryable, Sql, Transaction } from '../database/types.ts';
import { countedTo, recordCounted, recordWeeksBuilt } from '../portals/portals.ts';
import { currentAnalysis } from './current-analysis.ts';

/**
 * What is counted, of each message 0 or 1 and of a day their sum; docs/use.md defines each for people. `mailed`: with this
 * tracked email a conversation began, so each person counts once a conversation; `mailed_replied`, `mailed_positive`: what
 * came of it. What counts of a reply stands on the day on which it came, what counts of an email on the day it left.
 */
export const NUMBERS = [
  'sent',
  'delivered',
  'bounced',
  'mailed',
  'mailed_replied',
  'mailed_positive',
  'replies',
  'high_value',
  'needs_handling',
  'positive',
  'opted_out',
  'answered',
  'with_deadline',
  'in_time',
] as const;
export type NumberName = (typeof NUMBERS)[number];

/** Upper ends of the buckets of the time to answer, in minutes; the last bucket has none. */
export const BUCKET_MINUTES = [
  5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 360, 480, 600, 720, 960, 1200, 1440, 2160, 2880, 4320, 5760, 7200,
  10_080, 14_400, 20_160, 30_240, 43_200,
] as const;

type Fragment = PendingQuery<Row[]>;
/** Names of columns, all from this file. The driver takes a list after `insert into` for the values. */
const named = (sql: Queryable, names: readonly string[]): Fragment => sql`${sql.unsafe(names.join(', '))}`;
const numbers = (sql: Queryable) => named(sql, NUMBERS);
const KEYS = ['day', 'rep', 'source', 'subject', 'language', 'bucket'];

/** When a message happened, as far as the numbers ask: what was logged when it was said, a mail when we had it. */
const happened = (sql: Queryable) => sql`case when m.kind = 'logged' then m.occurred_at else m.received_at end`;

/**
 * What each message of these conversations counts for: a subquery with the columns of `tallies`. Only a tracked email that
 * left, a reply that counts as the customer's, and an opt-out count for anything; machine mail, unproven senders and tests
 * never do.
 */
const counted = (sql: Queryable, conversationIds: string[]) => sql`
  with told as (
    select m.id, m.conversation_id, ${happened(sql)} as at, a.fields->>'response_type' as type,
           coalesce(a.fields->>'response_type' = 'high_value' or a.fields->>'product_interest' in ('interested', 'very_interested'), false) as positive
    from messages m left join lateral (${currentAnalysis(sql)}) a on true
    where m.conversation_id = any(${conversationIds}::uuid[]) and m.counted_at is not null
  ), mailing as (
    select id, conversation_id, author->>'address' as rep, coalesce(source, 'composer') as source, occurred_at,
           row_number() over (partition by conversation_id order by left_at, id) = 1 as first
    from messages where conversation_id = any(${conversationIds}::uuid[]) and left_at is not null
  ), answering as (
    select distinct on (told.id) told.id, mailing.rep, mailing.source
    from told join mailing on mailing.conversation_id = told.conversation_id and mailing.occurred_at <= told.at
    order by told.id, mailing.occurred_at desc, mailing.id desc
  ), outcome as (
    select mailing.id, count(told.id) > 0 as replied, coalesce(bool_or(told.positive), false) as positive
    from mailing left join told on told.conversation_id = mailing.conversation_id and told.at >= mailing.occurred_at
    where mailing.first group by mailing.id
  )
  select m.id as message_id, m.portal_id, m.conversation_id,
         (coalesce(m.left_at, ${happened(sql)}) at time zone p.time_zone)::date as day,
         lower(coalesce(
           case when m.left_at is not null then m.author->>'address' end, c.handed_to->>'address', answering.rep,
           (select t.sent_by->>'address' from reply_tokens t where t.conversation_id = c.id and t.kind = 'customer' and t.created_at < ${happened(sql)} order by t.created_at desc, t.id desc limit 1),
           case when m.kind = 'logged' then m.author->>'address' end, '')) as rep,
         case when m.left_at is not null then coalesce(m.source, 'composer')
              else coalesce(answering.source, case when m.kind = 'logged' then 'logged' else 'address' end) end as source,
         left(btrim(c.subject), 200) as subject,
         coalesce(m.language, '') as language,
         case when told.id is not null and m.settled_by = 'answered'
              then width_bucket(extract(epoch from coalesce(m.answered_at, m.settled_at) - least(m.occurred_at, m.received_at)) / 60,
                                ${BUCKET_MINUTES as unknown as number[]}::numeric[]) end::smallint as bucket,
         (m.left_at is not null)::integer as sent,
         (m.left_at is not null and m.delivered_at is not null and m.bounced_at is null)::integer as delivered,
         (m.left_at is not null and m.bounced_at is not null)::integer as bounced,
         (outcome.id is not null)::integer as mailed,
         coalesce(outcome.replied, false)::integer as mailed_replied,
         coalesce(outcome.positive, false)::integer as mailed_positive,
         (told.id is not null)::integer as replies,
         coalesce(told.type = 'high_value', false)::integer as high_value,
         coalesce(told.type = 'needs_handling', false)::integer as needs_handling,
         coalesce(told.positive, false)::integer as positive,
         (o.message_id is not null)::integer as opted_out,
         (told.id is not null and coalesce(m.settled_by = 'answered', false))::integer as answered,
         (told.id is not null and coalesce(m.settled_by = 'answered', false) and m.due_at is not null)::integer as with_deadline,
         (told.id is not null and coalesce(m.settled_by = 'answered' and m.answered_at <= m.due_at, false))::integer as in_time
  from messages m
  join conversations c on c.id = m.conversation_id and not c.is_test
  join portals p on p.portal_id = m.portal_id
  left join told on told.id = m.id
  left join answering on answering.id = m.id
  left join outcome on outcome.id = m.id
  left join lateral (
    select s.message_id from suppressions s where s.message_id = m.id and s.reason in ('asked', 'link', 'spam_report') limit 1
  ) o on true
  where m.conversation_id = any(${conversationIds}::uuid[])
    and (m.left_at is not null or told.id is not null or o.message_id is not null)`;

/**
 * What the messages of these conversations count for may have changed: keeps it, and appends what changed as deltas. The
 * transaction that makes such a change calls this after it; where nothing changed it does nothing.
 */
export async function recount(sql: Queryable, conversationIds: string[]): Promise<void> {
  const ids = [...new Set(conversationIds)];
  if (ids.length === 0) return;
  // Whoever else counts one of them has committed before the next statement looks.
  await sql`select 1 from conversations where id = any(${ids}::uuid[]) order by id for no key update`;
  await recountLocked(sql, ids);
}

/** The same where this transaction holds the conversations' rows already, so that nobody else counts one of them. */
export async function recountLocked(sql: Queryable, ids: string[]): Promise<void> {
  await sql`
    with now as materialized (${counted(sql, ids)}),
    before as materialized (select ${columns(sql)} from tallies where conversation_id = any(${ids}::uuid[])
    ),
    same as materialized (select * from now intersect select * from before),
    added as (select * from now where message_id not in (select message_id from same)),
    ended as (select * from before where message_id not in (select message_id from same)),
    kept as (
      insert into tallies (${columns(sql)}) select * from added
      on conflict (message_id) do update set ${overwrite(sql)}
    ),
    removed as (
      delete from tallies where message_id in (select message_id from ended) and message_id not in (select message_id from added)
    )
    ${appended(sql, sql`select -1 as sign, * from ended union all select 1 as sign, * from added`)}`;
}

/** The messages of these conversations count for nothing any more: they are about to be erased. */
export async function countOut(sql: Queryable, conversationIds: string[]): Promise<void> {
  await sql`select 1 from conversations where id = any(${conversationIds}::uuid[]) order by id for update`;
  await sql`
    with ended as (delete from tallies where conversation_id = any(${conversationIds}::uuid[]) returning *)
    ${appended(sql, sql`select -1 as sign, * from ended`)}`;
}

const COLUMNS = ['message_id', 'portal_id', 'conversation_id', ...KEYS, ...NUMBERS];
const columns = (sql: Queryable) => named(sql, COLUMNS);
const overwrite = (sql: Queryable) => listed(sql, COLUMNS.slice(1), (name) => `${name} = excluded.${name}`);

const appended = (sql: Queryable, signed: Fragment) => sql`
  insert into rollup_deltas (portal_id, sign, ${named(sql, KEYS)}, ${numbers(sql)})
  select portal_id, sign, ${named(sql, KEYS)}, ${numbers(sql)} from (${signed}) signed`;

/** Which sums a fact belongs to; a reply alone has a language, and what was answered alone a bucket. */
export const splits = (sql: Queryable) => sql`
  (values ('all', ''), ('subject', subject), ('language', case when replies = 1 then language end),
          ('bucket', bucket::text)) s (split, value)`;

/** The sum of each number, where a row counts `factor` times. */
const sums = (sql: Queryable, factor: 'sign' | 1) =>
  listed(sql, NUMBERS, (name) => `sum(${factor} * ${name})::integer as ${name}`);

export const listed = (sql: Queryable, names: readonly string[], each: (name: string) => string): Fragment =>
  named(sql, names.map(each));

/** One fold or rebuild at a time: the one would count what the other is just counting. */
const alone = (tx: Transaction) => tx`select pg_advisory_xact_lock(hashtext('rollups'))`;

/** Adds so many of the appended deltas to the roll-ups, oldest first; the number of those it added. */
export const foldRollups = (sql: Sql, limit: number): Promise<number> =>
  inTransaction(sql, (tx) => fold(tx, tx`select seq from rollup_deltas order by seq limit ${limit}`));

/** Adds all of a portal's now, so that nothing of what is erased stands in a delta. */
export const foldPortal = (tx: Transaction, portalId: number): Promise<number> =>
  fold(tx, tx`select seq from rollup_deltas where portal_id = ${portalId}`);

async function fold(tx: Transaction, which: Fragment): Promise<number> {
  await alone(tx);
  const added = (table: string) => listed(tx, NUMBERS, (name) => `${name} = ${table}.${name} + excluded.${name}`);
  const [row] = await tx<{ count: number }[]>`
    with folded as (delete from rollup_deltas where seq in (${which}) returning *),
    summed as (
      insert into rollups (portal_id, split, day, value, rep, source, ${numbers(tx)})
      select portal_id, split, day, value, rep, source, ${sums(tx, 'sign')}
      from folded cross join lateral ${splits(tx)} where value is not null
      group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
      on conflict (portal_id, split, day, value, rep, source) do update set ${added('rollups')}
    ),
    by_week as (
      insert into rollup_weeks (portal_id, split, week, value, rep, source, ${numbers(tx)})
      select portal_id, split, ${weekOf(tx)}, value, rep, source, ${sums(tx, 'sign')}
      from folded cross join lateral ${splits(tx)} where value is not null
      group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
      on conflict (portal_id, split, week, value, rep, source) do update set ${added('rollup_weeks')}
    )
    select count(*)::integer as count from folded`;
  // What nothing is left of goes, so that no subject outlives its conversation.
  await tx`delete from rollups where sent = 0 and replies = 0 and opted_out = 0`;
  await tx`delete from rollup_weeks where sent = 0 and replies = 0 and opted_out = 0`;
  return row!.count;
}

/** The Monday that begins the week of a day. */
const weekOf = (sql: Queryable) => sql`date_trunc('week', day)::date`;

/** Sums a portal's days into its weeks anew, and says since when these are complete. */
export const buildWeeks = (sql: Sql, portalId: number, now: Date): Promise<void> =>
  inTransaction(sql, async (tx) => {
    await alone(tx);
    await sumWeeks(tx, portalId, now);
  });

async function sumWeeks(tx: Transaction, portalId: number, now: Date): Promise<void> {
  await tx`delete from rollup_weeks where portal_id = ${portalId}`;
  await tx`
    insert into rollup_weeks (portal_id, split, week, value, rep, source, ${numbers(tx)})
    select portal_id, split, ${weekOf(tx)}, value, rep, source, ${sums(tx, 1)}
    from rollups where portal_id = ${portalId} group by 1, 2, 3, 4, 5, 6`;
  await recordWeeksBuilt(tx, portalId, now);
}

const BATCH = 50;

/**
 * Counts everything of a portal from its messages, in batches of conversations, from where the run before ended. False
 * where the time (`until`, as of `performance.now()`) was over before.
 */
export async function buildRollups(
  sql: Sql,
  portalId: number,
  { until, now }: { until: number; now: Date },
): Promise<boolean> {
  for (let after = await countedTo(sql, portalId); ; ) {
    if (performance.now() >= until) return false;
    const rows = await sql<{ id: string }[]>`
      select id from conversations where portal_id = ${portalId} and id > ${after ?? NO_ID} order by id limit ${BATCH}`;
    const last = rows.at(-1)?.id;
    if (last === undefined) break;
    await inTransaction(sql, async (tx) => {
      await recount(
        tx,
        rows.map(({ id }) => id),
      );
      await recordCounted(tx, portalId, { to: last });
    });
    after = last;
  }
  await inTransaction(sql, async (tx) => {
    await alone(tx);
    await tx`delete from rollups where portal_id = ${portalId}`;
    // One statement, so that no delta is lost that is appended meanwhile.
    await tx`
      with folded as (delete from rollup_deltas where portal_id = ${portalId})
      insert into rollups (portal_id, split, day, value, rep, source, ${numbers(tx)})
      select portal_id, split, day, value, rep, source, ${sums(tx, 1)}
      from tallies cross join lateral ${splits(tx)} where portal_id = ${portalId} and value is not null
      group by 1, 2, 3, 4, 5, 6`;
    await sumWeeks(tx, portalId, now);
    await recordCounted(tx, portalId, { builtAt: now });
  });
  return true;
}

const NO_ID = '00000000-0000-0000-0000-000000000000';
