-- Bodies, attachments, earlier versions and the results of cards are sealed like posts and HubSpot tokens: beside each
-- the id of the key that opens it. What stood there before has the empty id, in clear, until the workers have sealed it.
alter table messages add column body bytea, add column body_key_id text;
update messages set body_key_id = '', body = convert_to(jsonb_build_object('full', text_full, 'new', text_new,
  'quoted', text_quoted, 'signature', text_signature, 'hidden', text_hidden, 'html', html)::text, 'UTF8')
where kind <> 'status_change';
alter table messages drop column text_full, drop column text_new, drop column text_quoted, drop column text_signature,
  drop column text_hidden, drop column html;

alter table message_revisions add column body bytea, add column body_key_id text;
update message_revisions set body_key_id = '', content = content - 'text',
  body = convert_to(jsonb_build_object('full', content->>'text', 'new', content->>'text')::text, 'UTF8');

alter table client_keys rename column result to clear_result;
alter table client_keys add column result bytea, add column result_key_id text;
update client_keys set result_key_id = '', result = convert_to(clear_result::text, 'UTF8') where clear_result is not null;
alter table client_keys drop column clear_result;

alter table attachments add column key_id text not null default '';
alter table attachments alter column key_id drop default;

-- What an old key seals is looked for by its id, and so is what is still in clear.
create index messages_key on messages (body_key_id);
create index attachments_key on attachments (key_id);
create index inbound_key on inbound (key_id);
