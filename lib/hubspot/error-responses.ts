import { z } from 'zod';
import { HubSpotError, type HubSpotOutcome } from './errors.ts';

/** Every field is optional: HubSpot's error pages differ between its services (guide "Error handling", 2026-03-30). */
const context = z.record(z.string(), z.array(z.string())).catch({});
const detail = z.object({ message: z.string(), code: z.string(), context }).partial();
export const hubSpotErrorBody = z
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
    context,
    errors: z.array(detail).catch([]),
  })
  .partial()
  .catch({});
type ErrorBody = z.infer<typeof hubSpotErrorBody>;

/** Reads an answer that is no success. `body` is the text as it came. */
export function errorOfResponse(status: number, headers: Headers, body: string): HubSpotError {
  const parsed = hubSpotErrorBody.parse(safeJson(body));
  const code = parsed.status === 'error' ? undefined : parsed.status;
  const category = parsed.error ?? parsed.category ?? parsed.errorType ?? code ?? `HTTP_${status}`;
  const said = whatItSays(parsed);
  return new HubSpotError({
    ...said,
    outcome: outcomeOf(status, category, parsed.policyName),
    status,
    category: said.code ?? category,
    policyName: parsed.policyName,
    correlationId: parsed.correlationId,
    retryAfterMs: retryAfterMs(headers.get('retry-after'), status),
  });
}

/** One entry of a partial answer's `errors`; null: the answer does not mention the input at all. */
export function errorOfInput(entry: ErrorBody | null): HubSpotError {
  if (!entry) {
    return new HubSpotError({ outcome: 'unknown', status: 207, category: 'NOT_ANSWERED', said: '' });
  }
  const { code, said, context: own } = whatItSays(entry);
  const status = entry.category === 'OBJECT_NOT_FOUND' ? 404 : 400;
  const category = code ?? entry.category ?? 'REJECTED';
  return new HubSpotError({
    outcome: 'rejected',
    status,
    category,
    said,
    context: own,
  });
}

/** The details name the input that is wrong; the message above them repeats them as JSON. */
function whatItSays({ message, error_description: description, errors: details = [], context: own }: ErrorBody) {
  const specific = details.flatMap((one) => one.message ?? []);
  const messages = specific.length > 0 ? specific : [message ?? description ?? ''];
  return {
    code: details.find((one) => one.code)?.code,
    said: [...new Set(messages)].join(' ').slice(0, 1000),
    context: mergeContexts([own, ...details.map((one) => one.context)]),
  };
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
    said: '',
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
