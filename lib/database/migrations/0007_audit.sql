-- Who changed what: written in the transaction of the change, never changed. It goes with its portal, and what is about a
-- contact goes with the contact.
create table audit (
  id uuid primary key,
  portal_id bigint not null,
  at timestamptz not null,
  -- Of HubSpot, or whoever opened a link.
  by jsonb not null,
  action text not null,
  details jsonb not null,
  contact_id uuid
);
create index audit_by_portal on audit (portal_id, at desc, id desc);
create index audit_by_contact on audit (contact_id) where contact_id is not null;
