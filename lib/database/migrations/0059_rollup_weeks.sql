-- The same sums as in `rollups`, of whole weeks (`week`: the Monday that begins it), so that a year is read in 52 steps
-- instead of 365. A portal's are complete since `weeks_built_at`; the release before folds into the days alone, so they are
-- summed from the days once it has surely gone.
create table rollup_weeks (
  portal_id bigint not null references portals,
  split text not null check (split in ('all', 'subject', 'language', 'bucket')),
  week date not null,
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
  primary key (portal_id, split, week, value, rep, source)
);
create index rollup_weeks_empty on rollup_weeks (portal_id) where sent = 0 and replies = 0 and opted_out = 0;
alter table portals add column weeks_built_at timestamptz;
