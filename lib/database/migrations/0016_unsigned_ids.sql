-- Message-IDs of ours are stored without their signature: with it, whoever reads the database could answer a mail that
-- they never got, and be placed and believed. A mail that leaves gets it again.
update messages set
  message_id = regexp_replace(message_id, '^([0-9a-f-]{36})\.[0-9a-f]{16}@', '\1@'),
  in_reply_to = array(select regexp_replace(id, '^([0-9a-f-]{36})\.[0-9a-f]{16}@', '\1@')
                      from unnest(in_reply_to) with ordinality as ids (id, n) order by n),
  reference_ids = array(select regexp_replace(id, '^([0-9a-f-]{36})\.[0-9a-f]{16}@', '\1@')
                        from unnest(reference_ids) with ordinality as ids (id, n) order by n)
where message_id is not null or in_reply_to <> '{}' or reference_ids <> '{}';
