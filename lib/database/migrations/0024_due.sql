-- The minute sweep reads only what is due. A conversation says when its last reply address expires; null: never, or
-- the release before this one wrote it, and its next email sets it.
alter table conversations add column expires_at timestamptz;
update conversations c set expires_at = (select max(t.expires_at) from reply_tokens t where t.conversation_id = c.id)
where state = 'open';
create index conversations_due on conversations (expires_at) where state = 'open' and waiting_since is null;

-- Looked for are replies of the last seven days without an analysis; what is older needs no mark.
alter table messages add column analyzed_at timestamptz;
update messages m set analyzed_at = now() where received_at > now() - interval '8 days'
  and exists (select 1 from analyses a where a.message_id = m.id);
create index messages_unanalyzed on messages (received_at) where analyzed_at is null and direction = 'incoming';

-- Analyses by rules that the AI may replace, by the minute in which they were made.
create index analyses_by_rules on analyses (created_at) where analyst = 'rules';
