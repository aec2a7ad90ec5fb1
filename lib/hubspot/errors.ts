import { z } from 'zod';

/**
 * What became of a request that did not succeed.
 * `rejected`: HubSpot understood it and refused; the same request will be refused again.
 * `transient`: it certainly did nothing; send it again later.
 * `unknown`: it may have been carried out (no answer, a 5xx, an answer that cannot be read): look before writing again.
 * `limited`, `daily`, `migrating`: the whole account has to wait. `revoked`: the app was disconnected.
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
  requiredScopes?: string[];
  /** HubSpot's `context` values of the error and its details, e.g. the ids that it does not know. */
  context?: Record<string, string[]>;
};

/** HubSpot did not do what was asked. `message` is safe to log, `reason` is not. */
export class HubSpotError extends Error {
  readonly outcome: HubSpotOutcome;
  readonly status: number;
  readonly category: string;
  readonly reason: string;
  readonly policyName: string | null;
  readonly correlationId: string | null;
  readonly retryAfterMs: number | null;
  readonly requiredScopes: string[];
  readonly context: Record<string, string[]>;

  constructor(facts: Facts) {
    super(`HubSpot: ${facts.status || 'no answer'} ${facts.category} (${facts.outcome})`);
    this.name = 'HubSpotError';
    this.outcome = facts.outcome;
    this.status = facts.status;
    this.category = facts.category;
    this.reason = facts.reason;
    this.policyName = facts.policyName ?? null;
    this.correlationId = facts.correlationId ?? null;
    this.retryAfterMs = facts.retryAfterMs ?? null;
    this.requiredScopes = facts.requiredScopes ?? [];
    this.context = facts.context ?? {};
  }

  get nextStep(): string {
    return NEXT_STEPS[this.outcome];
  }
}

/** What a log may say of any error: HubSpot's status and category, else the name alone, since a message may quote data. */
export function describeError(error: unknown): string {
  if (error instanceof HubSpotError) return error.message;
  return error instanceof Error ? error.name : 'unknown error';
}

const NEXT_STEPS: Record<HubSpotOutcome, string> = {
  rejected: 'Change what HubSpot names, then press Retry.',
  transient: 'Nothing to do: it is tried again by itself.',
  unknown: 'Nothing to do: HubSpot is asked what it took before anything is written again.',
  limited: 'Nothing to do: it goes on when HubSpot accepts requests again.',
  daily: 'Nothing to do: it goes on after midnight in the time zone of the account.',
  revoked: 'Connect the app again from its install link.',
  missing_scope: 'Connect the app again and grant the permission that HubSpot names.',
  migrating: 'Nothing to do: HubSpot is moving the account and says when it is back.',
};

/** Every field is optional: HubSpot's error pages differ between its services (guide "Error handling", 2026-03-30). */
const errorBody = z
  .object({
    message: z.string(),
    category: z.string(),
    // The token endpoint speaks OAuth (RFC 6749, 5.2) or puts its code into `status`; elsewhere that is just "error".
    error: z.string(),
    error_description: z.string(),
    status: z.string(),
    errorType: z.string(),
    policyName: z.string(),
    correlationId: z.string(),
    context: z.record(z.string(), z.array(z.string())).catch({}),
    errors: z
      .array(
        z
          .object({
            message: z.string(),
            code: z.string(),
            context: z.record(z.string(), z.array(z.string())).catch({}),
          })
          .partial(),
      )
      .catch([]),
  })
  .partial()
  .catch({});

/** Reads an answer that is no success. `body` is the text as it came. */
export function errorOfAnswer(status: number, headers: Headers, body: string): HubSpotError {
  const parsed = errorBody.parse(safeJson(body));
  const details = parsed.errors ?? [];
  const context = mergeContexts([parsed.context, ...details.map((detail) => detail.context)]);
  const messages = [parsed.message ?? parsed.error_description, ...details.map((detail) => detail.message)];
  const code = parsed.status === 'error' ? undefined : parsed.status;
  const category = parsed.error ?? parsed.category ?? parsed.errorType ?? code ?? `HTTP_${status}`;
  return new HubSpotError({
    outcome: outcomeOf(status, category, parsed.policyName),
    status,
    category: details.find((detail) => detail.code)?.code ?? category,
    reason: [...new Set(messages.filter(Boolean))].join(' ').slice(0, 1000) || `HTTP ${status}`,
    policyName: parsed.policyName,
    correlationId: parsed.correlationId,
    retryAfterMs: retryAfterMs(headers.get('retry-after'), status),
    requiredScopes: context.requiredGranularScopes ?? context.requiredScopes ?? [],
    context,
  });
}

/** One entry of a partial answer's `errors`; null: the answer does not mention the input at all. */
export function itemError(
  entry: { category?: string; message?: string; context?: Record<string, string[]> } | null,
): HubSpotError {
  if (!entry) {
    const reason = "HubSpot's answer says nothing about this one.";
    return new HubSpotError({ outcome: 'unknown', status: 207, category: 'NOT_ANSWERED', reason });
  }
  const { category = 'REJECTED', message = 'HubSpot refused it.', context } = entry;
  const status = category === 'OBJECT_NOT_FOUND' ? 404 : 400;
  return new HubSpotError({ outcome: 'rejected', status, category, reason: message, context });
}

function outcomeOf(status: number, category: string, policyName: string | undefined): HubSpotOutcome {
  if (status === 401) return 'revoked';
  if (status === 403) return category === 'MISSING_SCOPES' ? 'missing_scope' : 'rejected';
  if (status === 423) return 'transient';
  if (status === 429) return policyName === 'DAILY' ? 'daily' : 'limited';
  if (status === 477) return 'migrating';
  return status >= 400 && status < 500 ? 'rejected' : 'unknown';
}

// Waits where HubSpot names none: a lock clears in 2 s or more, the rolling window is 10 s ("Error handling").
const USUAL_WAITS_MS: Record<number, number> = { 423: 2_000, 429: 10_000, 477: 3_600_000 };

function retryAfterMs(header: string | null, status: number): number | null {
  const seconds = Number(header);
  if (header && Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
  return USUAL_WAITS_MS[status] ?? null;
}

// Refused before a byte of the request left, or while the address was looked up.
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** No answer at all: the connection failed, broke or took too long. */
export function errorOfFailure(error: unknown): HubSpotError {
  const code = codeOf(error) ?? (error instanceof Error ? error.name : 'FAILURE');
  return new HubSpotError({
    outcome: NOT_SENT.has(code) ? 'transient' : 'unknown',
    status: 0,
    category: code,
    reason: code === 'TimeoutError' ? 'HubSpot did not answer in time.' : 'The connection to HubSpot failed.',
  });
}

function codeOf(error: unknown): string | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    const first = at instanceof AggregateError ? at.errors[0] : undefined;
    if (first instanceof Error && 'code' in first && typeof first.code === 'string') return first.code;
  }
  return null;
}

function mergeContexts(contexts: (Record<string, string[]> | undefined)[]): Record<string, string[]> {
  const merged: Record<string, string[]> = {};
  for (const context of contexts) {
    for (const [name, values] of Object.entries(context ?? {})) merged[name] = [...(merged[name] ?? []), ...values];
  }
  return merged;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
