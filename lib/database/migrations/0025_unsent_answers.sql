-- Answers of reps that did not reach the customer are looked for each minute, among all that ever left.
create index effects_unsent_answers on effects (seq)
where kind = 'answer_send' and state in ('needs_attention', 'unknown', 'cancelled', 'held');
