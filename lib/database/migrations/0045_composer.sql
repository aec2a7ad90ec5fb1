-- What a rep writes under every answer from the composer.
alter table user_settings add column signature text not null default '';

-- Texts with merge fields: a user's own, or shared with the account where `user_id` is null.
create table templates (
  id uuid primary key,
  portal_id bigint not null references portals,
  user_id text,
  -- {userId, name, address}: who wrote it last.
  author jsonb not null,
  name text not null,
  subject text not null,
  body text not null,
  changed_at timestamptz not null
);
create unique index templates_name on templates (portal_id, user_id, lower(name)) nulls not distinct;

-- What a rep has begun to write to a contact and not sent; one for each message that it answers.
create table drafts (
  id uuid primary key,
  portal_id bigint not null references portals,
  user_id text not null,
  contact_id uuid not null references contacts on delete cascade,
  message_id uuid references messages on delete cascade,
  body bytea not null,
  body_key_id text not null,
  changed_at timestamptz not null,
  unique nulls not distinct (portal_id, user_id, contact_id, message_id)
);
create index drafts_contact on drafts (contact_id);
create index drafts_message on drafts (message_id);
create index drafts_changed on drafts (changed_at);
