-- A contact that is erased takes what was dismissed of it along, and the account is not named there.
create index dismissed_suggestions_of_contact on dismissed_suggestions (contact_id);
