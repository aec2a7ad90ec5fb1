-- How many unknown reply tokens came from whom within an hour. In the database, since the workers share the count and a
-- restart must not forget it; under a keyed hash, since a miss is no reason to keep somebody's address.
create table token_misses (
  source bytea not null,
  hour timestamptz not null,
  misses integer not null,
  primary key (source, hour)
);
