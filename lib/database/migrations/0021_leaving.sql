-- Since when a portal is gone, and since when it is connected: an uninstall that HubSpot's journal tells of late must not
-- end a connection that began after it. A row that an older release ends has no left_at; updated_at stands for it.
alter table portals add column left_at timestamptz, add column connected_at timestamptz;
update portals set left_at = updated_at where state <> 'connected';

-- A post for a portal that is gone: neither forwarded nor dropped until the portal is erased or connected again.
alter table inbound drop constraint inbound_state_check, add constraint inbound_state_check
  check (state in ('received', 'placed', 'quarantined', 'dropped', 'failed', 'kept'));

-- How far HubSpot's webhooks journal has been read. One row: the journal belongs to the app.
create table install_journal (
  singleton boolean primary key default true check (singleton),
  read_to text,
  read_at timestamptz,
  subscribed_at timestamptz,
  look_after timestamptz not null default 'epoch'
);
insert into install_journal default values;
