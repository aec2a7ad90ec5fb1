import type express from 'express';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { errorFacts } from '../lib/error-facts.ts';

/**
 * Refuses what no honest client sends and what proxies and signatures read differently: a fragment in the target, a GET
 * with a body.
 */
export const refuseOddRequests: RequestHandler = (request, response, next) => {
  const { method, originalUrl, headers } = request;
  const hasBody = Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
  if (originalUrl.includes('#') || ((method === 'GET' || method === 'HEAD') && hasBody)) {
    response.status(400).json({ error: 'This request cannot be read.' });
    return;
  }
  next();
};

/**
 * The last word on a request. What the client did wrong (a bad escape, a body too large, a bad encoding) is its own 4xx and
 * no line of the error log: a stranger must not fill that. Anything else is our fault.
 */
export function lastWord(log: Logger): ErrorRequestHandler {
  return (error: Error & { status?: unknown }, request, response, _next) => {
    const isClients = typeof error.status === 'number' && error.status >= 400 && error.status < 500;
    const status = isClients ? (error.status as number) : error instanceof URIError ? 400 : 500;
    if (status === 500) log.error({ route: routeOf(request), err: errorFacts(error) }, 'a request failed');
    if (response.headersSent) return;
    const words =
      status === 500 ? 'Something went wrong on our side; try again later.' : 'This request cannot be read.';
    response.status(status).json({ error: words });
  };
}

/** Which request it was, without the secret, link or address that stands in its path. */
function routeOf({ method, originalUrl, route }: express.Request): string {
  const [, room = ''] = /^\/([a-z]+)\//.exec(originalUrl) ?? [];
  return `${method} /${room} ${String(route?.path ?? '')}`.trim();
}
