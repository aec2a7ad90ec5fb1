-- Steps of ours that failed stand among the effects, so that a person sees them: a mail that could not be placed is found
-- there by the id of its post.
create index effects_placing on effects ((details->>'inboundId')) where kind = 'placing';
create index effects_events on effects (settled_at) where kind = 'hubspot_event';
