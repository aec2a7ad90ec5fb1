-- The list behind each number of the home page, the newest first.
create index tallies_sent on tallies (portal_id, day desc, message_id desc) where sent = 1;
create index tallies_bounced on tallies (portal_id, day desc, message_id desc) where bounced = 1;
create index tallies_mailed on tallies (portal_id, day desc, message_id desc) where mailed = 1;
create index tallies_mailed_replied on tallies (portal_id, day desc, message_id desc) where mailed_replied = 1;
create index tallies_mailed_positive on tallies (portal_id, day desc, message_id desc) where mailed_positive = 1;
create index tallies_replies on tallies (portal_id, day desc, message_id desc) where replies = 1;
create index tallies_needs_handling on tallies (portal_id, day desc, message_id desc) where needs_handling = 1;
create index tallies_opted_out on tallies (portal_id, day desc, message_id desc) where opted_out = 1;
create index tallies_late on tallies (portal_id, day desc, message_id desc) where with_deadline = 1 and in_time = 0;
drop index tallies_day;

-- Analyses that a person may want to look at: unsure by their own word, or of a mail that was not read fully.
create index analyses_unsure on analyses (portal_id, created_at desc)
where corrected_by is null
  and (fields->>'doubt' is not null or (fields->>'confidence')::numeric < 0.6 or fields->'flags' <> '[]'::jsonb);
create index messages_not_fully_read on messages (portal_id, received_at desc)
where 'could not be read fully' = any(mail_kind_evidence);
-- What people made of analyses.
create index analyses_reviewed on analyses (portal_id, created_at desc) where corrected_by is not null;
