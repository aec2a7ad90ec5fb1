-- What waits is said of each message, so that a reply that asks for nothing, or was answered, never waits again by the
-- arrival of another one. `settled_by`: answered; done (a person: no answer needed); nothing_asked (the analysis).
-- `ignored`: a person knows the sender of an unproven reply to be nobody of ours.
alter table messages
  add column settled_at timestamptz,
  add column settled_by text check (settled_by in ('answered', 'done', 'nothing_asked')),
  add column ignored_at timestamptz,
  add column ignored_by jsonb;
-- `urgency`: of the most urgent reply that waits: 0 high value, 1 needs handling, 2 anything else. `handed_to`: {userId,
-- ownerId, name, address} of whoever takes care of it in place of the contact's owner.
alter table conversations
  add column urgency smallint,
  add column snoozed_until timestamptz,
  add column handed_to jsonb;

update messages m set settled_at = now(), settled_by = 'answered'
from conversations c
where c.id = m.conversation_id and m.counted_at is not null and (c.waiting_since is null or m.received_at < c.waiting_since);
update conversations c set urgency = coalesce((
  select min(case a.fields->>'response_type' when 'high_value' then 0 when 'needs_handling' then 1 else 2 end)
  from messages m join analyses a on a.message_id = m.id
  where m.conversation_id = c.id and m.counted_at is not null and m.settled_at is null), 2)
where c.waiting_since is not null;

create index messages_waiting on messages (conversation_id) where counted_at is not null and settled_at is null;
create index messages_unidentified on messages (portal_id, received_at)
  where trust in ('unproven', 'unknown', 'failed') and accepted_at is null and ignored_at is null;
-- The timeline is in the order in which things happened: a call is often logged days later.
create index messages_happened on messages (contact_id, occurred_at desc, id desc);
