import { z } from 'zod';
import type { World } from './api/call.ts';
import { type OriginMap, reachable } from './outgoing/origins.ts';
import { signV3 } from './outgoing/signing.ts';

/** Limits of `hubspot.fetch` (UI extensions, "Fetching data"). */
const MAX_BYTES = 1_000_000;
const MAX_CONCURRENT = 20;
const TIMEOUT_MS = { standard: 15_000, max: 120_000 };

export const fetchRequestSchema = z.object({
  portalId: z.number().int(),
  userId: z.number().int(),
  userEmail: z.string(),
  url: z.string(),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  body: z.unknown().optional(),
  timeout: z.number().positive().max(TIMEOUT_MS.max).default(TIMEOUT_MS.standard),
});
export type FetchRequest = z.input<typeof fetchRequestSchema>;
/** `status` is what the card sees; `body` the text of the app's answer, also behind a 502. */
export type FetchAnswer = { status: number; contentType: string; body: string; message?: string };

export type FetchProxy = (request: FetchRequest) => Promise<FetchAnswer>;

/** Plays HubSpot's proxy between a card and the app: signed, with who and where in the query, tried twice at most. */
export function createFetchProxy(world: World, permittedUrls: () => string[], origins: OriginMap): FetchProxy {
  const busy = new Map<number, number>();
  let turn = 0;
  return async (given) => {
    const request = fetchRequestSchema.parse(given);
    const running = busy.get(request.portalId) ?? 0;
    const refusal = refuse(world, request, permittedUrls());
    if (refusal) return refusal;
    if (running >= MAX_CONCURRENT) return problem(429, 'Too many concurrent requests of this app in this account.');
    busy.set(request.portalId, running + 1);
    try {
      return await send(world, request, { origins, turn: turn++ });
    } finally {
      busy.set(request.portalId, (busy.get(request.portalId) ?? 1) - 1);
    }
  };
}

type Parsed = z.output<typeof fetchRequestSchema>;

function refuse(world: World, request: Parsed, permittedUrls: string[]): FetchAnswer | null {
  const portal = world.state.portals.get(String(request.portalId));
  if (!portal?.users.some(({ id, email }) => id === request.userId && email === request.userEmail)) {
    return problem(401, 'No such user in this account.');
  }
  if (!permittedUrls.some((prefix) => request.url.startsWith(prefix))) {
    return problem(403, `${request.url} is not among the app's permittedUrls.fetch.`);
  }
  if (Buffer.byteLength(bodyText(request)) > MAX_BYTES) return problem(413, 'The request body is above 1 MB.');
  return null;
}

async function send(
  world: World,
  request: Parsed,
  { origins, turn }: { origins: OriginMap; turn: number },
): Promise<FetchAnswer> {
  const url = withCaller(request, world.app.appId, turn);
  const body = bodyText(request);
  const once = async (): Promise<Response> => {
    const signed = { secret: world.app.clientSecret, method: request.method, uri: url, body };
    return fetch(reachable(url, origins), {
      method: request.method,
      headers: { 'content-type': 'application/json', ...signV3(signed, world.clock.now()) },
      redirect: 'manual',
      signal: AbortSignal.timeout(request.timeout),
      ...(body === '' ? {} : { body }),
    });
  };
  const isTimeout = (error: unknown) => error instanceof DOMException && error.name === 'TimeoutError';
  try {
    let response = await once().catch((error: unknown) => (isTimeout(error) ? Promise.reject(error) : null));
    if (!response || response.status >= 500) response = await once();
    const text = await response.text();
    if (Buffer.byteLength(text) > MAX_BYTES) return problem(502, 'The response is above 1 MB.');
    const contentType = response.headers.get('content-type') ?? 'application/json';
    if (response.ok) return { status: response.status, contentType, body: text };
    return { status: 502, contentType, body: text, message: `Bad gateway: the app answered ${response.status}.` };
  } catch (error) {
    return isTimeout(error)
      ? problem(504, 'The app did not answer in time.')
      : problem(502, 'The app could not be reached.');
  }
}

/** HubSpot promises no order, so it is another one each time. */
function withCaller({ url, userId, portalId, userEmail }: Parsed, appId: number, turn: number): string {
  const caller = Object.entries({ userId, portalId, userEmail, appId });
  const first = turn % caller.length;
  const ordered = [...caller.slice(first), ...caller.slice(0, first)];
  const query = ordered.map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${url}${url.includes('?') ? '&' : '?'}${query.join('&')}`;
}

const bodyText = ({ body }: Parsed) => (body === undefined || body === null ? '' : JSON.stringify(body));

const problem = (status: number, message: string): FetchAnswer => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify({ message }),
  message,
});
