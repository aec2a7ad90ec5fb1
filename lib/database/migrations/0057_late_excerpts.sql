-- The first words of a late mail, sealed like the words of every other.
alter table quarantine add column excerpt bytea, add column excerpt_key_id text;
