-- The companies, deals and tickets of HubSpot that our contacts belong to. main: the contact's primary company, and its one
-- open deal; whatever is written for the contact stands there too.
create table contact_records (
  portal_id bigint not null references portals,
  object text not null check (object in ('companies', 'deals', 'tickets')),
  record_id text not null,
  contact_id uuid not null references contacts on delete cascade,
  main boolean not null default false,
  primary key (portal_id, object, record_id, contact_id)
);
create index contact_records_contact on contact_records (contact_id) where main;
-- When HubSpot was asked for them last.
alter table contacts add column records_read_at timestamptz;
