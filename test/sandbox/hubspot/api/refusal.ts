import { randomUUID } from 'node:crypto';

type Detail = { message: string; code?: string; in?: string; context?: Record<string, string[]> };

/** An answer that is no success, in the shape of HubSpot's Error (developers.hubspot.com, "Error handling"). */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    body: Record<string, unknown> & { message: string },
    headers: Record<string, string> = {},
  ) {
    super(body.message);
    this.status = status;
    this.body = { status: 'error', correlationId: randomUUID(), ...body };
    this.headers = headers;
  }
}

export const invalid = (message: string, errors: Detail[] = [], context?: Record<string, string[]>) =>
  new Refusal(400, {
    message,
    category: 'VALIDATION_ERROR',
    ...(errors.length > 0 ? { errors } : {}),
    ...(context ? { context } : {}),
  });

export const notFound = (message = 'resource not found', context?: Record<string, string[]>) =>
  new Refusal(404, { message, category: 'OBJECT_NOT_FOUND', ...(context ? { context } : {}) });

export const conflict = (message: string, category = 'CONFLICT') => new Refusal(409, { message, category });

export const unauthenticated = (message: string, category = 'INVALID_AUTHENTICATION') =>
  new Refusal(401, { message, category });

export const missingScopes = (scopes: string[]) =>
  new Refusal(403, {
    message:
      "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    category: 'MISSING_SCOPES',
    errors: [
      {
        message: 'One or more of the following scopes are required.',
        context: { requiredGranularScopes: scopes },
      },
    ],
    links: { scopes: 'https://developers.hubspot.com/scopes' },
  });

export const tooManyRequests = (policyName: 'TEN_SECONDLY_ROLLING' | 'SECONDLY' | 'DAILY') =>
  new Refusal(429, {
    message: `You have reached your ${policyName.toLowerCase()} limit.`,
    category: 'RATE_LIMITS',
    errorType: 'RATE_LIMIT',
    policyName,
    requestId: randomUUID(),
  });

const FAILURES: Record<number, string> = {
  401: 'INVALID_AUTHENTICATION',
  404: 'OBJECT_NOT_FOUND',
  423: 'LOCKED',
  429: 'RATE_LIMITS',
  477: 'MIGRATION_IN_PROGRESS',
};

/** A status that a fault asks for. */
export const failure = (status: number, headers: Record<string, string>) =>
  new Refusal(
    status,
    { message: 'This call failed on purpose.', category: FAILURES[status] ?? 'INTERNAL_ERROR' },
    headers,
  );
