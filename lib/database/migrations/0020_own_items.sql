-- A person may reword, date or take away an action item; the analyst's own text stays beside it, so that a later analysis
-- neither brings back what was taken away nor undoes the wording.
alter table action_items
  add column original text,
  add column due_at timestamptz,
  add column changed_at timestamptz,
  add column deleted_at timestamptz;
