-- An operator's pause: nothing is mailed and nothing is written to HubSpot for the portal; its mail is kept and analyzed.
alter table portals add column paused_at timestamptz;
