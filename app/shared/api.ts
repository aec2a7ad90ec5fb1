import type { Failure, Result } from '../../cards/dto/result.ts';

/** `hubspot.fetch`, or what stands in for it. A body must be an object; HubSpot's proxy sends it as JSON. */
export type Fetch = (
  url: string,
  options: { method: 'GET' | 'POST'; timeout: number; body?: Record<string, unknown> },
) => Promise<{ json(): Promise<unknown> }>;

export type Api = {
  get<T>(path: string): Promise<Result<T>>;
  post<T>(path: string, body: Record<string, unknown> & { key: string }): Promise<Result<T>>;
  /** What time it is at the server, as far as a response has told. */
  now(): Date;
};

/** HubSpot's proxy gives up after 15 s unless told otherwise, which is longer than anybody waits. */
const TIMEOUT_MS = 12_000;

/**
 * Calls our endpoints. Never rejects: what did not come back as one of our responses is `unavailable`, and then nobody
 * knows whether a POST took effect, so its next try must carry the same key.
 */
export function createApi({ fetch, baseUrl }: { fetch: Fetch; baseUrl: string }): Api {
  let ahead = 0;
  async function call<T>(path: string, method: 'GET' | 'POST', body?: Record<string, unknown>): Promise<Result<T>> {
    try {
      const response = await fetch(`${baseUrl}/cards${path}`, { method, timeout: TIMEOUT_MS, ...(body && { body }) });
      const result = await response.json();
      if (isResult<T>(result) && 'serverTime' in result) ahead = Date.parse(String(result.serverTime)) - Date.now();
      return isResult<T>(result) ? result : unavailable('The response was not understood.');
    } catch (error) {
      return unavailable(error instanceof Error ? error.message : String(error));
    }
  }
  return {
    get: (path) => call(path, 'GET'),
    post: (path, body) => call(path, 'POST', body),
    now: () => new Date(Date.now() + ahead),
  };
}

function isResult<T>(value: unknown): value is Result<T> {
  return typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean';
}

function unavailable(message: string): Failure {
  return { ok: false, code: 'unavailable', message };
}
