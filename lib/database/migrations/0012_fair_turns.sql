-- Whose turn it is among posts that wait to be placed: what a look at the envelope says, and nothing more; placing decides.
-- Only posts that wait are counted, so the index holds what waits.
alter table inbound add column addressed_portal bigint, add column addressed_conversation uuid;
create index inbound_turns on inbound (addressed_portal, addressed_conversation) where state = 'received';
