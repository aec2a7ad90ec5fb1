-- What a person does not want suggested again about a contact, by the suggestion's own key: somebody named or a day.
create table dismissed_suggestions (
  id uuid primary key,
  portal_id bigint not null references portals,
  contact_id uuid not null references contacts on delete cascade,
  message_id uuid not null references messages on delete cascade,
  key text not null,
  -- {userId, name, address}
  dismissed_by jsonb not null,
  dismissed_at timestamptz not null
);
create index dismissed_suggestions_contact on dismissed_suggestions (portal_id, contact_id);
create index dismissed_suggestions_message on dismissed_suggestions (message_id);
-- What became of those that somebody took up.
create index effects_suggestion on effects (portal_id, contact_id) where details ? 'suggestion';
