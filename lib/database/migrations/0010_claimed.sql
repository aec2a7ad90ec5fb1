-- The attempt of which nothing has left yet: an attempt that died between its claim and its request is no sending of
-- unknown outcome. A release before this one counts attempts without writing it, so its attempts count as sent.
alter table effects add column claimed_attempt integer;
