import type { NextStep } from '../outbox/next-steps.ts';
import { type Reason, reason } from '../outbox/reasons.ts';

/**
 * What became of a request that did not succeed.
 * `rejected`: HubSpot understood it and refused; the same request will be refused again.
 * `transient`: it certainly did nothing; send it again later.
 * `unknown`: it may have been carried out (no answer, a 5xx, an answer that cannot be read): look before writing again.
 * `limited`, `daily`, `migrating`: the whole portal has to wait. `revoked`: the app was disconnected.
 */
export type HubSpotOutcome =
  | 'rejected'
  | 'transient'
  | 'unknown'
  | 'limited'
  | 'daily'
  | 'revoked'
  | 'missing_scope'
  | 'migrating';

type Facts = {
  outcome: HubSpotOutcome;
  /** 0: there was no answer. */
  status: number;
  category: string;
  /** HubSpot's own words, or none. They may name a person: for the portal's users, never for a log. */
  said: string;
  policyName?: string | null;
  correlationId?: string | null;
  retryAfterMs?: number | null;
  /** HubSpot's `context` values of the error and its details, e.g. the ids that it does not know. */
  context?: Record<string, string[]>;
};

/** HubSpot did not do what was asked. `message` and `code` are safe to log, `said` and `reason` are not. */
export class HubSpotError extends Error {
  /** Status, category, outcome and correlation id, for a log. */
  readonly code: string;
  readonly outcome: HubSpotOutcome;
  readonly status: number;
  readonly category: string;
  readonly said: string;
  readonly policyName: string | null;
  readonly correlationId: string | null;
  readonly retryAfterMs: number | null;
  readonly context: Record<string, string[]>;

  constructor(facts: Facts) {
    const policy = facts.policyName ? `, ${facts.policyName}` : '';
    const correlation = facts.correlationId ? `, correlation ${facts.correlationId}` : '';
    const code = `${facts.status || 'no answer'} ${facts.category} (${facts.outcome}${policy}${correlation})`;
    super(`HubSpot: ${code}`);
    this.name = 'HubSpotError';
    this.code = code;
    this.outcome = facts.outcome;
    this.status = facts.status;
    this.category = facts.category;
    this.said = facts.said;
    this.policyName = facts.policyName ?? null;
    this.correlationId = facts.correlationId ?? null;
    this.retryAfterMs = facts.retryAfterMs ?? null;
    this.context = facts.context ?? {};
  }

  get reason(): Reason {
    return reasonOf(this);
  }

  get nextStep(): NextStep {
    return NEXT_STEPS[this.outcome];
  }
}

const NEXT_STEPS: Record<HubSpotOutcome, NextStep> = {
  rejected: 'correct_and_retry',
  transient: 'wait',
  unknown: 'wait',
  limited: 'wait',
  daily: 'wait',
  migrating: 'wait',
  revoked: 'connect_again',
  missing_scope: 'grant_permission',
};

/** What another service says is cut to a length that a table can show. */
const SAID_LENGTH = 500;

function reasonOf({ outcome, status, category, said: whole, context }: HubSpotError): Reason {
  const said = whole.slice(0, SAID_LENGTH).toWellFormed();
  if (category === 'NOT_ANSWERED') return reason('hubspot_unclear');
  if (category === 'UNEXPECTED_RESPONSE') return reason('hubspot_unreadable');
  if (status === 0) return reason(category === 'TimeoutError' ? 'hubspot_silent' : 'hubspot_unreachable');
  switch (outcome) {
    case 'rejected': {
      const [property] = context.propertyName ?? [];
      if (property) return { code: 'hubspot_refused_property', details: { status, property, said } };
      return { code: 'hubspot_refused', details: { status, said } };
    }
    case 'missing_scope':
      return { code: 'hubspot_scope_missing', details: { said } };
    case 'unknown':
      return { code: 'hubspot_failed', details: { status } };
    case 'revoked':
      return reason('hubspot_access_refused');
    case 'limited':
      return reason('hubspot_limited');
    case 'daily':
      return reason('hubspot_daily_limit');
    case 'migrating':
      return reason('hubspot_migrating');
    case 'transient':
      return reason('hubspot_locked');
  }
}
