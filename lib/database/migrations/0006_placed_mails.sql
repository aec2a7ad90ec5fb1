-- Posts are stored as they come and nothing of them is read before they are safe, so what makes a mail the same mail
-- again is known only when it is placed: there one gets through, the other is a duplicate. Kept as long as its address
-- can live (90 days), past the post itself (30).
create table placed_mails (
  portal_id bigint not null references portals,
  conversation_id uuid not null references conversations on delete cascade,
  hash bytea not null,
  inbound_id uuid not null,
  placed_at timestamptz not null,
  primary key (portal_id, conversation_id, hash)
);
create index placed_mails_age on placed_mails (placed_at);
alter table inbound drop column hash;
