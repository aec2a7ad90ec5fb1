import type { SendProblemDetails } from '../mail/outgoing/sendgrid.ts';

type Nothing = Record<never, never>;
/** What another service says of its own refusal, in its own language and capped: shown as a quotation, never as ours. */
type Said = { said: string };

/**
 * Why a step did not happen, by code, with the parameters that its words need. A row stores code and parameters; what a
 * person reads is worded where it is shown, in their language (`app/shared/words/reasons`).
 */
type Details = SendProblemDetails & {
  contact_deleted: Nothing;
  contact_erased: Nothing;
  contact_gone: Nothing;
  uninstalled: Nothing;
  access_withdrawn: Nothing;
  not_connected: Nothing;
  portal_paused: Nothing;
  older_change_first: Nothing;

  nobody_to_forward_to: Nothing;
  already_addressed: Nothing;
  not_mailable: Nothing;
  sender_ignored: Nothing;
  dead_address: Nothing;
  no_address: Nothing;
  answer_empty: Nothing;
  unresolved_fields: Nothing;
  nothing_answered: Nothing;
  answer_not_confirmed: Nothing;
  taken_back: Nothing;
  stopped_while_sending: Nothing;
  not_composed: Nothing;
  undeliverable: Said;

  /** `error`: the name of what went wrong on our side. */
  not_prepared: { error: string };
  event_not_applied: { error: string };
  not_analyzed: { error: string };
  hubspot_refused: { status: number } & Said;
  hubspot_refused_property: { status: number; property: string } & Said;
  hubspot_scope_missing: Said;
  file_refused: { filename: string; status: number } & Said;
  /** `addresses`: those that opted out. */
  opt_out_by_hand: { addresses: string };
  hubspot_access_refused: Nothing;
  hubspot_unclear: Nothing;
  hubspot_unreadable: Nothing;
  hubspot_failed: { status: number };
  hubspot_silent: Nothing;
  hubspot_unreachable: Nothing;
  hubspot_limited: Nothing;
  hubspot_daily_limit: Nothing;
  hubspot_migrating: Nothing;
  hubspot_locked: Nothing;
  credentials_refused: Nothing;

  // Why a post became no reply: the outcomes of `inbound`.
  unreadable: Nothing;
  loop: Nothing;
  rep_machine: Nothing;
  duplicate: Nothing;
  expired_token: Nothing;
  unknown_token: Nothing;
  no_token: Nothing;
  several_conversations: Nothing;
  malformed: Nothing;
  too_large: Nothing;

  /** Written by a release that stored sentences. */
  other: { text: string };
};

export type ReasonCode = keyof Details;
export type Reason = { [Code in ReasonCode]: { code: Code; details: Details[Code] } }[ReasonCode];

/** The codes that need no parameters. */
export type PlainReasonCode = { [Code in ReasonCode]: Nothing extends Details[Code] ? Code : never }[ReasonCode];

export const reason = (code: PlainReasonCode): Reason => ({ code, details: {} }) as Reason;

/** The columns `reason` and `reason_details` of a row. */
export const storedReason = (code: ReasonCode | null, details: object): Reason | null =>
  code === null ? null : ({ code, details } as Reason);
