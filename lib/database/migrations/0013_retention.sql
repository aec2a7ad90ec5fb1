-- The words of messages and the texts of analyses go when their time is over; these indexes hold those that still have some.
alter table analyses add column texts_removed_at timestamptz;
create index analyses_texts on analyses (created_at) where texts_removed_at is null;
create index action_items_age on action_items (created_at);
create index messages_bodies on messages (received_at) where body is not null;
create index message_revisions_bodies on message_revisions (edited_at) where body is not null;
