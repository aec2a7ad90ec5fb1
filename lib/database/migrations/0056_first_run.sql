-- A test reply comes from a contact of its own, which HubSpot never hears of. When the test has ended the contact and all
-- that came of it are erased; how each step went stays here.
alter table contacts add column is_test boolean not null default false;
create table test_replies (
  id uuid primary key,
  portal_id bigint not null references portals,
  contact_hubspot_id text not null,
  inbound_id uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  steps jsonb not null default '[]'
);
create index test_replies_portal on test_replies (portal_id, started_at desc);
-- What the first run is read from: when a card was opened on a record for the first time, and when an admin put the list away.
alter table portals add column card_seen_at timestamptz, add column first_run_dismissed_at timestamptz;
