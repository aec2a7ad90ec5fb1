-- A workflow that stands still at "Wait for a reply" until one of the contact is analyzed, or its time is over.
create table workflow_waits (
  portal_id bigint not null references portals,
  callback_id text not null,
  contact_id uuid not null references contacts on delete cascade,
  since timestamptz not null,
  expires_at timestamptz not null,
  primary key (portal_id, callback_id)
);
create index workflow_waits_contact on workflow_waits (contact_id);
