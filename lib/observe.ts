import type { Logger } from 'pino';

/** The steps of a mail's way, in order. */
export type Step = 'kept' | 'placed' | 'forwarded' | 'sent' | 'answered' | 'analyzed' | 'written';

export type StepDone = {
  what: 'step';
  step: Step;
  /** What it came to: the outcome of placing, the kind of mail, the analyst. */
  outcome: string;
  /** Id of the post, or of the message where there was no post. */
  trace: string | null;
  ids: Record<string, string | number | null | undefined>;
  /** Time that the step took, and time since the mail was received. */
  ms: number;
  sinceReceiptMs: number | null;
};

/** What the operator may want to count, time or read. */
export type Seen =
  | StepDone
  | {
      what: 'failure';
      step: Step;
      reason: string;
      trace: string | null;
      ids: Record<string, string | number | null | undefined>;
    }
  /** A request that was refused or put off before anything of it was kept. */
  | { what: 'refusal'; reason: string }
  | { what: 'hubspot_request'; outcome: string; ms: number }
  /** Time that a request waited for its turn in the portal's budget. */
  | { what: 'hubspot_wait'; ms: number }
  | { what: 'ai_request'; outcome: string; ms: number; tokensIn: number; tokensOut: number; costUsd: number }
  /** The rules analyst spoke where the AI should have. */
  | { what: 'ai_fallback' };

export type Observe = (seen: Seen) => void;

export const observeAll =
  (observers: Observe[]): Observe =>
  (seen) => {
    for (const observe of observers) observe(seen);
  };

/** One line a step that went well, and one for each that failed for good. */
export const logSeen =
  (log: Logger): Observe =>
  (seen) => {
    if (seen.what === 'step') {
      const { what: _, ids, trace, ms, sinceReceiptMs, ...about } = seen;
      const times = {
        ms: Math.round(ms),
        ...(sinceReceiptMs !== null && { sinceReceiptMs: Math.round(sinceReceiptMs) }),
      };
      log.info({ ...about, ...(trace && { trace }), ...ids, ...times }, seen.step);
    } else if (seen.what === 'failure') {
      const { what: _, ids, trace, ...about } = seen;
      log.warn({ ...about, ...(trace && { trace }), ...ids }, 'a step failed and waits for a person');
    }
  };
