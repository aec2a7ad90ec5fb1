-- Which message of ours answered a reply: what the minutes until answered are counted to. Null where nobody's message did, and
-- of what was answered before.
alter table messages add column answered_by uuid references messages on delete set null;
create index messages_answered_by on messages (answered_by) where answered_by is not null;
