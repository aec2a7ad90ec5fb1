-- What the operator's metrics and traces look for: mails that could not be read, and the message of a post.
create index inbound_failed on inbound (received_at) where state = 'failed';
create index messages_inbound on messages (inbound_id) where inbound_id is not null;
