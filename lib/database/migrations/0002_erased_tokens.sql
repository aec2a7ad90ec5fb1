-- Hashes of the reply addresses of erased contacts: mail to them is dropped, not set aside with what it says.
create table erased_tokens (
  lookup_hash bytea primary key,
  erased_at timestamptz not null
);
