-- What the numbers of the home page are counted from, each a fact of a message: when a tracked email left, and what became
-- of it; whether a workflow sent it; which language a reply is in; when it was answered, and by when it should have been.
alter table messages
  add column left_at timestamptz,
  add column delivered_at timestamptz,
  add column bounced_at timestamptz,
  add column source text check (source in ('composer', 'workflow')),
  add column language text check (language in ('en', 'pt', 'es', 'other')),
  add column answered_at timestamptz,
  add column due_at timestamptz;
-- A test of the admin's own: it counts nowhere.
alter table conversations add column is_test boolean not null default false;

update messages m set left_at = e.settled_at, source = case when e.key like 'send:workflow:%' then 'workflow' else 'composer' end
from effects e where e.message_id = m.id and e.kind = 'tracked_send' and e.state = 'done';
update messages set answered_at = settled_at where settled_by = 'answered';

-- What each message counts for now. `day`: in the account's time zone. `rep`: an address. `bucket`: of the time to answer.
create table tallies (
  message_id uuid primary key references messages,
  portal_id bigint not null references portals,
  conversation_id uuid not null references conversations,
  day date not null,
  rep text not null,
  source text not null,
  subject text not null,
  language text not null,
  bucket smallint,
  sent integer not null,
  delivered integer not null,
  bounced integer not null,
  mailed integer not null,
  mailed_replied integer not null,
  mailed_positive integer not null,
  replies integer not null,
  high_value integer not null,
  needs_handling integer not null,
  positive integer not null,
  opted_out integer not null,
  answered integer not null,
  with_deadline integer not null,
  in_time integer not null
);
create index tallies_conversation on tallies (conversation_id);
create index tallies_day on tallies (portal_id, day desc, message_id desc);

-- A change of a tally, appended by the transaction that made it, until it is folded into the roll-ups. `sign`: 1 for what
-- counts now, -1 for what counted before.
create table rollup_deltas (
  seq bigint generated always as identity primary key,
  portal_id bigint not null references portals,
  sign smallint not null,
  day date not null,
  rep text not null,
  source text not null,
  subject text not null,
  language text not null,
  bucket smallint,
  sent integer not null,
  delivered integer not null,
  bounced integer not null,
  mailed integer not null,
  mailed_replied integer not null,
  mailed_positive integer not null,
  replies integer not null,
  high_value integer not null,
  needs_handling integer not null,
  positive integer not null,
  opted_out integer not null,
  answered integer not null,
  with_deadline integer not null,
  in_time integer not null
);
create index rollup_deltas_day on rollup_deltas (portal_id, day);

-- Sums of a day, rep and source: of everything (`split` all), by subject, by the language of the reply, by bucket.
create table rollups (
  portal_id bigint not null references portals,
  split text not null check (split in ('all', 'subject', 'language', 'bucket')),
  day date not null,
  value text not null,
  rep text not null,
  source text not null,
  sent integer not null,
  delivered integer not null,
  bounced integer not null,
  mailed integer not null,
  mailed_replied integer not null,
  mailed_positive integer not null,
  replies integer not null,
  high_value integer not null,
  needs_handling integer not null,
  positive integer not null,
  opted_out integer not null,
  answered integer not null,
  with_deadline integer not null,
  in_time integer not null,
  primary key (portal_id, split, day, value, rep, source)
);

create index rollups_empty on rollups (portal_id) where sent = 0 and replies = 0 and opted_out = 0;

-- Since when a portal's roll-ups are complete; null: what an older release stored is still being counted, and the
-- conversations up to `counted_to` are.
alter table portals add column rollups_built_at timestamptz, add column counted_to uuid;
create index conversations_portal on conversations (portal_id, id);
-- Each rep's teams in HubSpot, the main one first.
alter table rep_addresses add column teams text[] not null default '{}';
