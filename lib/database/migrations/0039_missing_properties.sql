-- Properties of ours that a portal has no room for: a Free plan allows few.
alter table portals add column properties_missing text[] not null default '{}';
