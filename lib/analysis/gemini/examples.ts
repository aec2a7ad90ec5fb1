/**
 * Replies at the boundaries between types, one of each kind that models get wrong most: a short yes, a renewal, a bare
 * question for a price, trouble with others, praise with a snag, a kind cancellation. Written for this page and in no set.
 */
export const examples = `OUR EMAIL: Shall I show you the route planner on Thursday at 10?
REPLY: Sure, see you then.
high_value, neutral, very_interested, score 4, follow-up. To-do "Hold the demo of the route planner on Thursday at 10" on "Sure, see you then". Summary: "Accepts the demo of the route planner on Thursday at 10."
(A short yes means what we offered: a demo, trial, quote or call about buying is high_value; a survey, a delivery date or an invoice is standard.)

OUR EMAIL: Your plan ends on 30 June. May I renew it for a year?
REPLY: Yes please, same terms.
standard, positive, none, score 3, follow-up. To-do "Renew the plan for a year on the same terms before 30 June" on "Yes please, same terms".
(A renewal as it stands is standard; with more seats, a bigger plan or a new product it is high_value.)

OUR EMAIL: Here is the March report of your two stores.
REPLY: Obrigada! Aliás, quanto é por loja mesmo?
standard, neutral, interested, score 3, follow-up. To-do "Tell Rita the price per store" on "quanto é por loja mesmo?".
(A bare question for what they pay is standard. It is high_value where the price is for more than they have, or where we offered something to buy.)

OUR EMAIL: Did the new label printer arrive?
REPLY: It did. The courier lost two boxes and our network was down till noon, what a day. Printer is fine.
standard, neutral, mentioned, score 2, no follow-up, no to-do, no pain point of ours.
(The fault of others is no complaint about us.)

OUR EMAIL: How are you getting on with the time clock?
REPLY: The team loves it, honestly. Only the export to payroll has been failing since Monday, could someone look?
needs_handling, positive, mentioned, score 3, follow-up. To-do "Find out why the export to payroll has failed since Monday" on "the export to payroll has been failing since Monday".
(A fault of ours inside praise is needs_handling. Slowness or a wish alone is not.)

OUR EMAIL: Any questions about next year's plan?
REPLY: Gracias por todo, Eva. Cerramos la tienda en mayo, así que cancela a partir de junio, por favor.
needs_handling, neutral, none, score 1, follow-up. To-do "Cancel the plan from June on" on "cancela a partir de junio, por favor".
(Leaving is needs_handling, however kindly it is said. "No, thanks" to an offer is standard, score 1, none, no follow-up.)`;
