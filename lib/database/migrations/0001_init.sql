-- The product's tables. Ids of our own rows are UUID v7 made by the application, so that a row's
-- token and its effects can be named before the insert. HubSpot's ids are text: they only ever get compared.

create table portals (
  portal_id bigint primary key,
  state text not null default 'connected' check (state in ('connected', 'disconnected', 'uninstalled')),
  state_reason text,
  -- {access_token, refresh_token}, AES-256-GCM; the key's id beside it says which key opens it.
  tokens bytea,
  tokens_key_id text,
  tokens_version integer not null default 0,
  tokens_expire_at timestamptz,
  refresh_lease_until timestamptz,
  scopes text[] not null default '{}',
  settings jsonb not null default '{}',
  time_zone text not null default 'UTC',
  ui_domain text not null default 'app.hubspot.com',
  account_address text,
  properties_checked_at timestamptz,
  property_conflicts text[] not null default '{}',
  -- Shared request budget (GCRA): the theoretical arrival time of the next request.
  budget_at timestamptz not null default 'epoch',
  stopped_until timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table contacts (
  id uuid primary key,
  portal_id bigint not null references portals,
  hubspot_id text not null,
  name text not null default '',
  -- Lower case: HubSpot's addresses of the contact and those a person accepted.
  addresses text[] not null default '{}',
  dead_addresses text[] not null default '{}',
  owner_id text,
  owner_address text,
  outreach_status text not null default 'not_contacted' check (outreach_status in
    ('not_contacted', 'contacted', 'replied', 'interested', 'converted', 'not_interested', 'unsubscribed')),
  status_changed_at timestamptz,
  reply_count integer not null default 0,
  last_received_at timestamptz,
  -- received_at of the newest reply whose properties HubSpot took: an older reply never overwrites it.
  written_received_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null,
  unique (portal_id, hubspot_id)
);

-- A contact erased on request. Later writes and late jobs check it.
create table tombstones (
  portal_id bigint not null references portals,
  hubspot_id text not null,
  erased_at timestamptz not null,
  primary key (portal_id, hubspot_id)
);

create table conversations (
  id uuid primary key,
  portal_id bigint not null references portals,
  contact_id uuid not null references contacts,
  subject text not null,
  subject_key text not null,
  state text not null default 'open' check (state in ('open', 'answered', 'expired')),
  waiting_since timestamptz,
  last_message_at timestamptz not null,
  created_at timestamptz not null
);
create index conversations_contact on conversations (contact_id, last_message_at desc);
create index conversations_waiting on conversations (portal_id, waiting_since) where waiting_since is not null;

create table messages (
  id uuid primary key,
  portal_id bigint not null references portals,
  conversation_id uuid not null references conversations,
  contact_id uuid not null references contacts,
  kind text not null check (kind in ('sent', 'reply', 'answer', 'logged', 'status_change')),
  direction text check (direction in ('incoming', 'outgoing')),
  channel text not null default 'email' check (channel in ('email', 'call', 'chat', 'meeting', 'other')),
  -- {userId?, name, address?} of whoever wrote or did it.
  author jsonb not null,
  recipients jsonb not null default '{}',
  subject text not null default '',
  text_full text not null default '',
  text_new text not null default '',
  text_quoted text not null default '',
  text_signature text not null default '',
  text_hidden text not null default '',
  html text,
  message_id text,
  in_reply_to text[] not null default '{}',
  reference_ids text[] not null default '{}',
  mail_kind text,
  mail_kind_certain boolean,
  mail_kind_evidence text[] not null default '{}',
  absence jsonb,
  trust text check (trust in ('verified', 'known', 'colleague', 'failed', 'unknown')),
  trust_evidence text[] not null default '{}',
  authenticated_domain text,
  accepted_at timestamptz,
  accepted_by jsonb,
  -- status_change: {from, to, automatic}
  change jsonb,
  revision integer not null default 1,
  -- When it was counted as an answer of the customer; null for machine mail and while its sender is not trusted.
  counted_at timestamptz,
  inbound_id uuid,
  occurred_at timestamptz not null,
  received_at timestamptz not null
);
create index messages_contact on messages (contact_id, received_at desc, id desc);
create index messages_conversation on messages (conversation_id, received_at desc);

create table message_revisions (
  message_id uuid not null references messages on delete cascade,
  portal_id bigint not null references portals,
  revision integer not null,
  content jsonb not null,
  edited_by jsonb not null,
  edited_at timestamptz not null,
  primary key (message_id, revision)
);

-- The token is HMAC(key, id); only a keyed hash of it stands here, so a dump holds no usable address.
create table reply_tokens (
  id uuid primary key,
  portal_id bigint not null references portals,
  conversation_id uuid not null references conversations,
  sent_message_id uuid references messages,
  -- {userId, ownerId, name, address}
  sent_by jsonb not null,
  reply_to text,
  lookup_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  expiry_told_at timestamptz
);
create index reply_tokens_conversation on reply_tokens (conversation_id, created_at desc);

-- Every post as it came, encrypted, in pieces of 1 MB (one 30 MB bytea takes 12 s on the embedded database, pieces 0.5 s).
create table inbound (
  id uuid primary key,
  portal_id bigint references portals,
  hash bytea not null unique,
  content_type text not null,
  size integer not null,
  complete boolean not null default true,
  key_id text not null,
  state text not null default 'received' check (state in ('received', 'placed', 'quarantined', 'dropped', 'failed')),
  outcome text,
  attempts integer not null default 0,
  received_at timestamptz not null,
  settled_at timestamptz
);
create index inbound_unsettled on inbound (received_at) where state = 'received';
create index inbound_age on inbound (received_at);

create table inbound_chunks (
  inbound_id uuid not null references inbound on delete cascade,
  n integer not null,
  bytes bytea not null,
  primary key (inbound_id, n)
);

create table attachments (
  id uuid primary key,
  portal_id bigint not null references portals,
  message_id uuid not null references messages on delete cascade,
  filename text not null,
  content_type text not null,
  content_id text,
  inline boolean not null,
  size integer not null,
  blocked boolean not null default false,
  hubspot_file_id text,
  expires_at timestamptz not null
);
create index attachments_message on attachments (message_id);
create index attachments_expiry on attachments (expires_at);

create table attachment_chunks (
  attachment_id uuid not null references attachments on delete cascade,
  n integer not null,
  bytes bytea not null,
  primary key (attachment_id, n)
);

-- Append-only: a correction or a re-analysis is a new version; the AI's own value stays.
create table analyses (
  id uuid primary key,
  portal_id bigint not null references portals,
  message_id uuid not null references messages on delete cascade,
  version integer not null,
  analyst text not null,
  prompt_version text not null,
  fields jsonb not null,
  dropped integer not null default 0,
  tokens_in integer,
  tokens_out integer,
  cost_usd numeric(12, 6),
  -- A person's version: who, and the version it corrects or confirms.
  corrected_by jsonb,
  corrects_version integer,
  created_at timestamptz not null,
  unique (message_id, version)
);

create table action_items (
  id uuid primary key,
  portal_id bigint not null references portals,
  message_id uuid not null references messages on delete cascade,
  position integer not null,
  text text not null,
  quote text not null,
  done_at timestamptz,
  done_by jsonb,
  created_at timestamptz not null
);
create index action_items_message on action_items (message_id, position);

-- The outbox. Nothing leaves without a row that says why; the row carries ids, never content.
create table effects (
  id uuid primary key,
  seq bigint generated always as identity,
  portal_id bigint not null references portals,
  contact_id uuid references contacts,
  conversation_id uuid references conversations,
  message_id uuid references messages on delete cascade,
  analysis_id uuid references analyses on delete cascade,
  token_id uuid references reply_tokens on delete cascade,
  kind text not null,
  key text not null,
  state text not null default 'pending' check (state in
    ('pending', 'sending', 'done', 'held', 'needs_attention', 'unknown', 'cancelled')),
  attempts integer not null default 0,
  -- Ids and numbers the kind needs beside the columns.
  details jsonb not null default '{}',
  error text,
  next_step text,
  result_id text,
  run_after timestamptz not null,
  lease_until timestamptz,
  created_at timestamptz not null,
  settled_at timestamptz,
  unique (portal_id, key)
);
create index effects_waiting on effects (portal_id, seq) where state in ('pending', 'sending');
create index effects_attention on effects (portal_id, seq) where state in ('needs_attention', 'unknown', 'held');
create index effects_message on effects (message_id);
create index effects_contact on effects (contact_id);

-- Mail that could not be placed. portal_id is null in the operator's quarantine.
create table quarantine (
  id uuid primary key,
  portal_id bigint references portals,
  inbound_id uuid references inbound on delete cascade,
  token_id uuid references reply_tokens on delete set null,
  contact_id uuid references contacts,
  reason text not null check (reason in ('expired_token', 'unknown_token', 'no_token', 'several_conversations', 'malformed', 'too_large', 'unreadable')),
  from_address text,
  subject text,
  received_at timestamptz not null,
  expires_at timestamptz not null,
  attached_message_id uuid references messages on delete set null
);
create index quarantine_portal on quarantine (portal_id, received_at desc);
create index quarantine_expiry on quarantine (expires_at);

create table suppressions (
  portal_id bigint not null references portals,
  address text not null,
  reason text not null check (reason in ('asked', 'link', 'bounced', 'spam_report', 'hubspot')),
  message_id uuid references messages on delete set null,
  created_at timestamptz not null,
  primary key (portal_id, address)
);

-- Custom forward targets: they count after their link was opened. user_id '' is the whole portal.
create table reply_to_addresses (
  portal_id bigint not null references portals,
  user_id text not null default '',
  address text not null,
  confirmation_hash bytea not null,
  requested_by jsonb not null,
  requested_at timestamptz not null,
  confirmed_at timestamptz,
  primary key (portal_id, user_id)
);

-- One POST, one effect: HubSpot's proxy retries once (UI extensions, "fetching data").
create table client_keys (
  portal_id bigint not null references portals,
  key text not null,
  answer jsonb,
  created_at timestamptz not null,
  primary key (portal_id, key)
);

-- Deliveries already taken, HubSpot's and SendGrid's: both repeat themselves.
create table deliveries (
  source text not null check (source in ('hubspot', 'sendgrid', 'workflow')),
  key text not null,
  received_at timestamptz not null,
  primary key (source, key)
);
create index deliveries_age on deliveries (received_at);
