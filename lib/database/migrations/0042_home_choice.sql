-- Whose list a user looked at last on the home page; null: not chosen yet.
alter table user_settings add column home_whose text check (home_whose in ('mine', 'team', 'everyone'));
