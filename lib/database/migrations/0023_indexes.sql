-- What refers to a row has an index, else deleting that row reads the whole table that might refer to it: erasing one
-- contact with ten messages took 61 s at two million messages.
create index effects_conversation on effects (conversation_id);
create index effects_analysis on effects (analysis_id) where analysis_id is not null;
create index effects_reply_token on effects (reply_token_id) where reply_token_id is not null;
create index reply_tokens_sent_message on reply_tokens (sent_message_id);
create index quarantine_inbound on quarantine (inbound_id);
create index quarantine_contact on quarantine (contact_id) where contact_id is not null;
create index quarantine_reply_token on quarantine (reply_token_id) where reply_token_id is not null;
create index quarantine_attached on quarantine (attached_message_id) where attached_message_id is not null;
create index suppressions_message on suppressions (message_id) where message_id is not null;
create index placed_mails_conversation on placed_mails (conversation_id);
-- Whose address it is, and whose late mail.
create index contacts_addresses on contacts using gin (addresses);
create index quarantine_from on quarantine (lower(from_address));
-- The daily cap counts a portal's tracked emails of one day.
create index effects_tracked_sends on effects (portal_id, created_at) where kind = 'tracked_send';
-- What is forgotten by age.
create index client_keys_age on client_keys (created_at);
create index token_misses_age on token_misses (hour);
-- What an old key sealed, and what an older release left in clear, is looked for each minute.
create index message_revisions_key on message_revisions (body_key_id);
create index client_keys_key on client_keys (result_key_id);
