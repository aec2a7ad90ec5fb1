-- What one user chose for themselves; a column without a value leaves it to the account.
create table user_settings (
  portal_id bigint not null references portals,
  user_id text not null,
  answers_through text check (answers_through in ('reply_tracking', 'own_address')),
  changed_at timestamptz not null,
  primary key (portal_id, user_id)
);

-- From where the people of an account write: the owners that HubSpot names, and what a rep vouched for by a link of ours.
-- Read before HubSpot is asked, so that a mail need not wait for it.
create table rep_addresses (
  portal_id bigint not null references portals,
  address text not null,
  source text not null check (source in ('hubspot', 'remembered')),
  -- {userId, ownerId, name, address}: whom it stands for.
  rep jsonb not null,
  read_at timestamptz not null,
  primary key (portal_id, address)
);
