import type { Request, Response } from 'express';
import type { Faults } from '../../faults.ts';
import type { Store } from '../../store.ts';
import type { Portal } from '../model.ts';
import { authenticate } from '../oauth/tokens.ts';
import type { Token } from '../state.ts';
import type { Answer, Route, World } from './call.ts';
import type { Limits } from './limits.ts';
import { type Recorder, versionIn } from './recorder.ts';
import { failure, invalid, missingScopes, notFound, Refusal, tooManyRequests } from './refusal.ts';

export type Pipeline = { store: Store; world: World; faults: Faults; limits: Limits; recorder: Recorder };

/** What a handler of the pipeline knows of the request; `caller` is filled once the token is known. */
export type Exchange = {
  request: Request;
  path: string;
  raw: Buffer;
  contentType: string;
  caller: { token: Token; portal: Portal } | null;
  headers: Record<string, string>;
};

/**
 * Faults first, then the work, then everything durable, then the answer: so a lost answer is lost after the change.
 */
export async function serve(
  { store, faults, recorder, world }: Pipeline,
  request: Request,
  response: Response,
  work: (exchange: Exchange) => Answer | Promise<Answer>,
): Promise<void> {
  const path = decodeURI(request.path);
  const exchange: Exchange = {
    request,
    path,
    raw: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    contentType: request.get('content-type') ?? '',
    caller: null,
    headers: {},
  };
  const at = world.clock.now().toISOString();
  const fault = await faults.take(request.method, path);
  const answer = await attempt(exchange, async () => {
    if (typeof fault?.effect === 'number') {
      throw failure(fault.effect, fault.headers);
    }
    if (fault?.effect === 'daily') throw tooManyRequests('DAILY');
    if (fault?.effect === 'ten-secondly') throw tooManyRequests('TEN_SECONDLY_ROLLING');
    if (fault?.effect === 'hang') return { status: 0 };
    return work(exchange);
  });
  const outcome = fault?.effect === 'hang' ? 'hung' : fault?.effect === 'lost-answer' ? 'lost' : 'answered';
  recorder.add({
    at,
    client: exchange.caller?.token.client ?? null,
    portalId: exchange.caller?.portal.id ?? null,
    method: request.method,
    path,
    query: queryOf(request),
    version: versionIn(path),
    contentType: exchange.contentType || null,
    requestBody: recordedBody(exchange),
    status: answer.status,
    responseBody: answer.body ?? null,
    outcome,
    fault: fault ? String(fault.effect) : null,
  });
  store.commit();
  if (outcome === 'lost') request.socket.destroy();
  else if (outcome === 'answered') {
    response.status(answer.status).set(exchange.headers);
    if (answer.body === undefined) response.end();
    else response.json(answer.body);
  }
}

async function attempt(exchange: Exchange, work: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    Object.assign(exchange.headers, error.headers);
    return { status: error.status, body: error.body };
  }
}

/** Statuses 414 and 413 of the guide "Error handling"; the figures are those of its gateway as others met them. */
const MAX_URL = 8_000;
const MAX_JSON = 10_000_000;

/** Token, budget, scopes and JSON, as every endpoint of the API wants them; then the route itself. */
export function callRoute({ world, limits }: Pipeline, route: Route, exchange: Exchange): Answer | Promise<Answer> {
  const { request, raw, contentType } = exchange;
  const token = authenticate(world.state, world.clock, request.get('authorization'));
  const portal = world.state.portals.get(String(token.portalId));
  if (!portal) throw notFound();
  exchange.caller = { token, portal };
  Object.assign(exchange.headers, limits.spend(token, route.budget));
  if (request.url.length > MAX_URL) throw new Refusal(414, { message: 'URI Too Long' });
  if (raw.length > MAX_JSON && !contentType.startsWith('multipart/')) {
    throw new Refusal(413, { message: 'Request entity too large' });
  }
  const params = request.params as Record<string, string>;
  const groups = typeof route.scopes === 'function' ? route.scopes(params) : route.scopes;
  for (const group of groups) {
    if (!group.some((scope) => token.scopes.includes(scope))) throw missingScopes(group);
  }
  return route.handle({
    world,
    portal,
    token,
    params,
    query: new URLSearchParams(request.url.split('?')[1] ?? ''),
    body: contentType.startsWith('multipart/') ? null : parseJson(raw, contentType),
    raw,
    contentType,
    source: { changeSource: 'INTEGRATION', sourceId: String(world.app.appId) },
    version: versionIn(exchange.path) ?? '',
  });
}

function parseJson(raw: Buffer, contentType: string): unknown {
  if (raw.length === 0) return null;
  if (!contentType.startsWith('application/json')) {
    throw new Refusal(415, { message: 'HTTP 415 Unsupported Media Type', category: 'VALIDATION_ERROR' });
  }
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    throw invalid('Invalid input JSON on line 1, column 1: Unable to process JSON');
  }
}

function queryOf(request: Request): Record<string, string[]> {
  const query = new URLSearchParams(request.url.split('?')[1] ?? '');
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));
}

function recordedBody({ raw, contentType }: Exchange): unknown {
  if (raw.length === 0) return null;
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(raw.toString('utf8')));
  }
  if (!contentType.startsWith('application/json')) return `(${raw.length} bytes)`;
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return raw.toString('utf8').slice(0, 1000);
  }
}
