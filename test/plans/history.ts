import { sealBody } from '../../lib/conversations/message-bodies.ts';
import { buildRollups } from '../../lib/conversations/rollups.ts';
import type { Sql } from '../../lib/database/types.ts';
import type { Keyring } from '../../lib/keyring.ts';
import { recordCounted } from '../../lib/portals/portals.ts';

/** Tables whose rows come with use, and how many rows of each there are for each message of the history. */
export const HISTORY = [
  'action_items',
  'analyses',
  'attachments',
  'client_keys',
  'contacts',
  'conversations',
  'effects',
  'erased_tokens',
  'inbound',
  'inbound_chunks',
  'message_revisions',
  'messages',
  'placed_mails',
  'quarantine',
  'reply_tokens',
  'rollup_deltas',
  'seen_events',
  'suppressions',
  'tallies',
  'token_misses',
  'tombstones',
] as const;

/**
 * A year of one portal, and the same of another: `messages` messages of every kind, half of them replies, ten to a
 * conversation and two conversations to a contact; of each hundred replies one waits, and of each hundred effects one is
 * neither done nor cancelled. Results of the cards are of one day, as retention leaves them.
 */
export async function fillHistory(
  sql: Sql,
  { portalIds, messages, keyring }: { portalIds: [number, number]; messages: number; keyring: Keyring },
): Promise<void> {
  const body = sealBody({ full: 'Please send us the prices.', new: 'Please send us the prices.' }, keyring);
  const sealed = `'\\x${body.bytes.toString('hex')}', '${body.keyId}'`;
  const id = (kind: string, n: string) => `md5('${kind}' || ${n})::uuid`;
  const portal = (n: string) => `(case when ${n} % 10 = 0 then ${portalIds[1]} else ${portalIds[0]} end)::bigint`;
  const at = (n: string) => `now() - (${messages} - ${n}) * (interval '365 days' / ${messages})`;
  const contacts = Math.ceil(messages / 20);
  const conversations = Math.ceil(messages / 10);
  const author = `'{"name":"Ana","address":"ana@vendas.example","userId":"1"}'::jsonb`;
  const statements = [
    `insert into portals (portal_id, state, created_at, updated_at)
     select unnest(array[${portalIds}]::bigint[]), 'connected', now(), now() on conflict do nothing`,
    `insert into contacts (id, portal_id, hubspot_id, name, addresses, owner_id, outreach_status, reply_count, created_at)
     select ${id('contact', 'n')}, ${portal('n')}, 'h' || n, 'Contact ' || n, array['c' || n || '@customer' || n % 5000 || '.example'],
       (n % 20)::text, (array['contacted','replied','interested'])[1 + n % 3], n % 7, now() - interval '1 year'
     from generate_series(1, ${contacts}) n`,
    `insert into conversations (id, portal_id, contact_id, subject, subject_key, state, waiting_since, last_message_at, created_at)
     select ${id('conversation', 'n')}, ${portal('(1 + (n - 1) / 2)')}, ${id('contact', '(1 + (n - 1) / 2)')}, 'Subject ' || n, 'subject ' || n,
       case when n % 100 = 0 then 'open' when n < ${conversations} * 0.75 then 'expired' else 'answered' end,
       case when n % 100 = 0 then ${at('n * 10')} end, ${at('n * 10')}, ${at('n * 10')}
     from generate_series(1, ${conversations}) n`,
    `insert into messages (id, portal_id, conversation_id, contact_id, kind, direction, author, subject, body, body_key_id, message_id,
       mail_kind, mail_kind_certain, trust, counted_at, left_at, language, occurred_at, received_at)
     select ${id('message', 'n')}, ${portal('(1 + ((n - 1) / 10) / 2)')}, ${id('conversation', '(1 + (n - 1) / 10)')},
       ${id('contact', '(1 + ((n - 1) / 10) / 2)')}, case n % 2 when 0 then 'reply' else 'sent' end,
       case n % 2 when 0 then 'incoming' else 'outgoing' end, ${author}, 'Subject', ${sealed}, ${id('message', 'n')}::text || '@reply.vendas.example',
       case n % 2 when 0 then 'human' end, case n % 2 when 0 then true end, case n % 2 when 0 then 'verified' end,
       case n % 2 when 0 then ${at('n')} end, case n % 2 when 1 then ${at('n')} end, case n % 2 when 0 then 'pt' end, ${at('n')}, ${at('n')}
     from generate_series(1, ${messages}) n`,
    `insert into tallies (message_id, portal_id, conversation_id, day, rep, source, subject, language, bucket, sent, delivered, bounced, mailed,
       mailed_replied, mailed_positive, replies, high_value, needs_handling, positive, opted_out, answered, with_deadline, in_time)
     select m.id, m.portal_id, m.conversation_id, m.received_at::date, 'rep' || n / 100 % 20 || '@vendas.example', case when n / 100 % 3 = 0 then 'workflow' else 'composer' end,
       'Subject ' || n / 10 % 40, coalesce(m.language, ''), case when n % 2 = 0 then n % 29 end, n % 2, n % 2, 0, (n % 10 = 1)::integer, (n % 10 = 1)::integer, 0,
       1 - n % 2, (n % 30 = 0)::integer, (n % 30 = 10)::integer, (n % 30 = 0)::integer, 0, 1 - n % 2, 0, 0
     from generate_series(1, ${messages}) n join messages m on m.id = ${id('message', 'n')}`,
    `insert into reply_tokens (id, portal_id, conversation_id, sent_message_id, sent_by, lookup_hash, created_at, expires_at)
     select ${id('token', 'n')}, m.portal_id, m.conversation_id, m.id, ${author}, decode(md5('hash' || n), 'hex'), m.received_at, m.received_at + interval '90 days'
     from generate_series(1, ${messages}, 2) n join messages m on m.id = ${id('message', 'n')}`,
    `insert into analyses (id, portal_id, message_id, version, analyst, prompt_version, fields, corrected_by, created_at)
     select ${id('analysis', 'n')}, m.portal_id, m.id, 1, case when n % 10 = 0 then 'rules' else 'gemini:x' end, '1',
       jsonb_build_object('kind', 'human', 'response_type', (array['standard','high_value','needs_handling'])[1 + n % 3], 'opportunity_score', 3,
         'sentiment', 'neutral', 'key_insights', 'Wants a price.', 'confidence', 0.9, 'doubt', null, 'flags', '[]'::jsonb),
       case when n % 50 = 0 then ${author} end, m.received_at
     from generate_series(2, ${messages}, 2) n join messages m on m.id = ${id('message', 'n')}`,
    `insert into action_items (id, portal_id, message_id, position, text, quote, done_at, created_at)
     select ${id('item', 'n')}, m.portal_id, m.id, 0, 'Send the price.', 'price', m.received_at, m.received_at
     from generate_series(2, ${messages}, 4) n join messages m on m.id = ${id('message', 'n')}`,
    `insert into effects (id, portal_id, contact_id, conversation_id, message_id, kind, key, state, run_after, created_at, settled_at)
     select ${id('effect', 'n')}, m.portal_id, m.contact_id, m.conversation_id, m.id,
       case when (n / 2) % 2 = 0 then (case n % 2 when 0 then 'forward' else 'tracked_send' end) else (case n % 3 when 0 then 'task' else 'properties' end) end,
       'k' || n, case when n % 997 = 0 then 'needs_attention' else 'done' end, m.received_at, m.received_at, m.received_at
     from generate_series(1, ${messages} * 2) n join messages m on m.id = ${id('message', '((n + 1) / 2)')}`,
    `insert into inbound (id, portal_id, content_type, size, key_id, state, outcome, received_at, settled_at)
     select ${id('inbound', 'n')}, m.portal_id, 'multipart/form-data', 1, 'sandbox', case when n % 100 = 0 then 'quarantined' else 'placed' end, 'reply', m.received_at, m.received_at
     from generate_series(2, ${messages}, 2) n join messages m on m.id = ${id('message', 'n')}`,
    `insert into inbound_chunks (inbound_id, n, bytes) select id, 0, 'x' from inbound`,
    `insert into placed_mails (portal_id, conversation_id, hash, inbound_id, placed_at)
     select m.portal_id, m.conversation_id, decode(md5('hash' || n), 'hex'), ${id('inbound', 'n')}, m.received_at
     from generate_series(2, ${messages}, 2) n join messages m on m.id = ${id('message', 'n')}`,
    `insert into quarantine (id, portal_id, inbound_id, contact_id, reason, from_address, subject, received_at, expires_at)
     select ${id('quarantine', 'n')}, case when n % 200 = 0 then m.portal_id end, ${id('inbound', 'n')}, case when n % 200 = 0 then m.contact_id end,
       case when n % 200 = 0 then 'expired_token' else 'unknown_token' end, 'x@x.example', 'x', m.received_at, m.received_at + interval '400 days'
     from generate_series(100, ${messages}, 100) n join messages m on m.id = ${id('message', 'n')}`,
    `insert into attachments (id, portal_id, message_id, filename, content_type, inline, size, key_id, expires_at)
     select ${id('attachment', 'n')}, m.portal_id, m.id, 'a.pdf', 'application/pdf', false, 1, 'sandbox', m.received_at + interval '400 days'
     from generate_series(10, ${messages}, 10) n join messages m on m.id = ${id('message', 'n')}`,
    `insert into message_revisions (message_id, portal_id, revision, content, edited_by, edited_at, body, body_key_id)
     select m.id, m.portal_id, 1, '{}', ${author}, m.received_at, ${sealed}
     from generate_series(10, ${messages}, 10) n join messages m on m.id = ${id('message', 'n')}`,
    `insert into client_keys (portal_id, key, result, result_key_id, created_at)
     select ${portal('n')}, 'key' || n, ${sealed}, now() - n * interval '1 day' / ${messages} from generate_series(1, ${Math.ceil(messages / 365)}) n`,
    `insert into seen_events (source, key, received_at) select 'sendgrid', 'event' || n, ${at('n')} from generate_series(1, ${messages}) n`,
    `insert into suppressions (portal_id, address, reason, message_id, created_at)
     select ${portal('n')}, 'c' || n || '@left.example', 'link', ${id('message', 'n * 20')}, now() from generate_series(1, ${contacts}) n`,
    `insert into tombstones (portal_id, hubspot_id, erased_at) select ${portal('n')}, 'gone' || n, now() from generate_series(1, ${contacts}) n`,
    `insert into erased_tokens (lookup_hash, erased_at) select decode(md5('gone' || n), 'hex'), now() from generate_series(1, ${contacts}) n`,
    `insert into token_misses (source, hour, misses) select decode(md5('miss' || n), 'hex'), now(), 1 from generate_series(1, ${contacts}) n`,
  ];
  // In one transaction: a sweep between two statements would remove what has expired by now.
  await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    // As a replica's, the rows are not checked against what they refer to.
    await tx`set local session_replication_role = replica`;
    for (const statement of statements) await tx.unsafe(statement);
  });
  for (const portalId of portalIds) {
    await recordCounted(sql, portalId, { to: 'ffffffff-ffff-ffff-ffff-ffffffffffff' });
    await buildRollups(sql, portalId, { until: Number.POSITIVE_INFINITY, now: new Date() });
  }
  await sql`vacuum analyze`;
}
