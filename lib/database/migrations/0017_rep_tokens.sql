-- A forward carries an address of its own for the rep's answer: whose it is, and which message it answers. Addresses
-- made before are the customers', and so are those that a release before this one makes.
alter table reply_tokens
  add column kind text not null default 'customer' check (kind in ('customer', 'rep')),
  add column message_id uuid references messages on delete cascade;
create index reply_tokens_answers on reply_tokens (message_id) where message_id is not null;

-- The Message-ID under which the rep wrote an answer that we send on. The rep's mailbox threads by it; the customer
-- knows the answer by `message_id`.
alter table messages add column rep_message_id text;

-- "Track your own replies" was a reply address beside the customer's; who had switched it off wants no part of ours in it.
update portals set settings = settings || '{"answersThrough": "own_address"}' where settings->>'trackAnswers' = 'false';
