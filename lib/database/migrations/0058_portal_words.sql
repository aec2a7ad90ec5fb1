-- What a portal's own words mean to the analysts, every version that was saved: an analysis says with which it was made.
create table portal_words (
  portal_id bigint not null references portals,
  version integer not null,
  words jsonb not null,
  -- {userId, name, address}
  saved_by jsonb not null,
  saved_at timestamptz not null,
  primary key (portal_id, version)
);
alter table analyses add column words_version integer;
