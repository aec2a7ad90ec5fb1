import { Client } from '@hubspot/api-client';
import type { z } from 'zod';
import { errorOfFailure, errorOfResponse } from './error-responses.ts';
import { HubSpotError } from './errors.ts';
import { withRequestSignal } from './request-signal.ts';

export type HubSpotRequest<Body> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With the version in it; ids already encoded. */
  path: string;
  query?: Record<string, string>;
  /** A plain value goes as JSON; forms go as they are. */
  body?: unknown;
  /** What a success must look like; an empty body is `undefined`. */
  response: z.ZodType<Body>;
};

/** HTTP to HubSpot without a portal: no token of its own, no limiter, no retries. */
export type HubSpotClient = {
  /** Throws HubSpotError, nothing else. */
  request<Body>(request: HubSpotRequest<Body> & { accessToken?: string }): Promise<Body>;
};

export type HubSpotClientOptions = {
  /** https://api.hubapi.com or a stand-in. */
  baseUrl: string;
  /** From the first byte sent to the last one read, ms. Shorter than the lease of an effect. */
  timeoutMs?: number;
};

const REQUEST_TIMEOUT_MS = 15_000;

/**
 * One `@hubspot/api-client` for all portals, of which only `apiRequest` is used: its typed methods call paths that
 * HubSpot retires in 2027. The access token goes along as a header, since a token inside the client would also go to
 * HubSpot's token endpoint, and since clients share one set of decorators in a process.
 */
export function createHubSpotClient({ baseUrl, timeoutMs = REQUEST_TIMEOUT_MS }: HubSpotClientOptions): HubSpotClient {
  const client = new Client({ basePath: baseUrl });
  return {
    async request({ method, path, query, body, response: schema, accessToken }) {
      const isForm = body instanceof URLSearchParams || body instanceof FormData;
      const headers: Record<string, string> = accessToken ? { Authorization: `Bearer ${accessToken}` } : {};
      const { status, text, responseHeaders } = await withRequestSignal(AbortSignal.timeout(timeoutMs), async () => {
        const response = await client.apiRequest({ method, path, qs: query, body, headers, defaultJson: !isForm });
        return { status: response.status, responseHeaders: response.headers as Headers, text: await response.text() };
      }).catch((error: unknown) => {
        throw errorOfFailure(error);
      });
      if (status < 200 || status > 299) throw errorOfResponse(status, responseHeaders, text);
      return checked(schema, status, text);
    },
  };
}

function checked<Body>(schema: z.ZodType<Body>, status: number, text: string): Body {
  const unexpected = (lacks: string) =>
    new HubSpotError({
      outcome: 'unknown',
      status,
      category: 'UNEXPECTED_RESPONSE',
      said: '',
      context: { lacks: [lacks] },
    });
  let value: unknown;
  try {
    value = text === '' ? undefined : JSON.parse(text);
  } catch {
    throw unexpected('JSON');
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw unexpected(result.error.issues[0]?.path.join('.') || 'content');
}
