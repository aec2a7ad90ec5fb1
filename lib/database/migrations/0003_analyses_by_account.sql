-- The home page reads an account's analyses of the last 30 days.
create index analyses_portal on analyses (portal_id, created_at desc);
