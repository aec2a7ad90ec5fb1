-- Why a step did not happen, as a code with parameters instead of a sentence; words are chosen where it is shown.
alter table effects rename column error to reason;
alter table effects add column reason_details jsonb not null default '{}';
update effects set reason = 'contact_deleted' where reason = 'The contact was deleted in HubSpot.';
update effects set reason_details = jsonb_build_object('text', reason), reason = 'other'
where reason is not null and reason <> 'contact_deleted';
update portals set state_reason = case state when 'uninstalled' then 'uninstalled' when 'disconnected' then 'access_withdrawn' end;
alter table portals add constraint portals_state_reason_check check (state_reason in ('uninstalled', 'access_withdrawn'));
