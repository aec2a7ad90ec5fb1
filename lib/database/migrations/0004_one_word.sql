-- One word a thing (docs/glossary.md), and what nothing reads any more goes.
alter table reply_to_addresses rename to forward_addresses;
alter table deliveries rename to seen_events;
alter table client_keys rename column answer to result;
alter table portals rename column account_address to installer_address;
alter table portals rename column tokens to access_tokens;
alter table portals rename column tokens_key_id to access_tokens_key_id;
alter table portals rename column tokens_version to access_tokens_version;
alter table portals rename column tokens_expire_at to access_tokens_expire_at;
alter table effects rename column token_id to reply_token_id;
alter table quarantine rename column token_id to reply_token_id;
alter table reply_tokens drop column reply_to, drop column expiry_told_at;
alter table inbound drop column complete;
delete from quarantine where reason = 'unreadable';
alter table quarantine drop constraint quarantine_reason_check, add constraint quarantine_reason_check
  check (reason in ('expired_token', 'unknown_token', 'no_token', 'several_conversations', 'malformed', 'too_large'));
delete from suppressions where reason in ('bounced', 'hubspot');
alter table suppressions drop constraint suppressions_reason_check, add constraint suppressions_reason_check
  check (reason in ('asked', 'link', 'spam_report'));
