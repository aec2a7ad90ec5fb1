import type { NextStep } from '../outbox/next-steps.ts';

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
  /** HubSpot's own words. They may name a person: for the portal's users, never for a log. */
  reason: string;
  policyName?: string | null;
  correlationId?: string | null;
  retryAfterMs?: number | null;
  /** HubSpot's `context` values of the error and its details, e.g. the ids that it does not know. */
  context?: Record<string, string[]>;
};

/** HubSpot did not do what was asked. `message` and `code` are safe to log, `reason` is not. */
export class HubSpotError extends Error {
  /** Status, category, outcome and correlation id, for a log. */
  readonly code: string;
  readonly outcome: HubSpotOutcome;
  readonly status: number;
  readonly category: string;
  readonly reason: string;
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
    this.reason = facts.reason;
    this.policyName = facts.policyName ?? null;
    this.correlationId = facts.correlationId ?? null;
    this.retryAfterMs = facts.retryAfterMs ?? null;
    this.context = facts.context ?? {};
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
