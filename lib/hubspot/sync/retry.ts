import { type Reason, reason } from '../../outbox/reasons.ts';
import { PortalStoppedError } from '../../portals/request-budget.ts';
import { HubSpotError } from '../errors.ts';
import { OAuthConfigurationError } from '../oauth/token-endpoint.ts';
import { PortalDisconnectedError } from '../oauth/tokens.ts';

/** After so many attempts without an answer, more than four hours, a person is told. */
export const MAX_ATTEMPTS = 30;
/** A fault of ours does not pass by waiting: after a quarter of an hour a person sees it. */
export const FAILURES_OF_OURS = 8;
const LONGEST_PAUSE_MS = 10 * 60_000;
const CONFIGURATION_PAUSE_MS = 5 * 60_000;
// The least that a changed scope or a new connection takes.
const ACCESS_PAUSE_MS = 60_000;

/** 2 s, 4 s, 8 s … 10 minutes, each shortened by up to a half so that portals do not come back all at once. */
export function pauseMs(attempts: number, random: () => number = Math.random): number {
  const longest = Math.min(2 ** Math.min(attempts, 20) * 1000, LONGEST_PAUSE_MS);
  return Math.round(longest * (1 - random() / 2));
}

/**
 * A batch that failed this often is sent in ever smaller parts, so that one input on which HubSpot breaks (an answer of
 * 500 names no culprit) ends up alone.
 */
export function partSize(attempts: number, largest: number): number {
  return attempts < 3 ? largest : Math.max(1, Math.floor(largest / 4 ** (attempts - 2)));
}

/**
 * What a failed batch means for the rest of a sync. `portal`: nothing else can go either until then, and the attempt
 * did nothing. `batch`: this batch alone, which is tried again; `uncertain`: HubSpot may have taken it.
 */
export type Failure =
  | { scope: 'portal'; until: Date; reason: Reason }
  | { scope: 'batch'; uncertain: boolean; reason: Reason }
  | { scope: 'refused'; error: HubSpotError };

/** Why HubSpot, or our access to it, was the trouble; null where it was not. */
export function reasonOf(cause: unknown, now: Date): Reason | null {
  if (cause instanceof HubSpotError) return cause.reason;
  const isTheirs = [PortalStoppedError, PortalDisconnectedError, OAuthConfigurationError].some(
    (type) => cause instanceof type,
  );
  const failure = isTheirs ? failureOf(cause, now) : null;
  return failure && failure.scope !== 'refused' ? failure.reason : null;
}

/** Rethrows what is no failure of HubSpot's: a fault of ours must not look like one of theirs. */
export function failureOf(cause: unknown, now: Date): Failure {
  const later = (ms: number) => new Date(now.getTime() + ms);
  if (cause instanceof PortalStoppedError)
    return { scope: 'portal', until: cause.until, reason: reason('portal_paused') };
  if (cause instanceof PortalDisconnectedError)
    return { scope: 'portal', until: later(ACCESS_PAUSE_MS), reason: reason('not_connected') };
  if (cause instanceof OAuthConfigurationError)
    return { scope: 'portal', until: later(CONFIGURATION_PAUSE_MS), reason: reason('credentials_refused') };
  if (!(cause instanceof HubSpotError)) throw cause;
  switch (cause.outcome) {
    case 'limited':
    case 'daily':
    case 'migrating':
      return { scope: 'portal', until: later(cause.retryAfterMs ?? 10_000), reason: cause.reason };
    case 'revoked':
      return { scope: 'portal', until: later(ACCESS_PAUSE_MS), reason: cause.reason };
    case 'missing_scope':
    case 'rejected':
      return { scope: 'refused', error: cause };
    case 'transient':
    case 'unknown':
      return { scope: 'batch', uncertain: cause.outcome === 'unknown', reason: cause.reason };
  }
}
