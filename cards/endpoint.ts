import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { AnalysisChangedError } from '../lib/conversations/corrections.ts';
import { EditConflictError } from '../lib/conversations/log-entries.ts';
import { errorFacts } from '../lib/error-facts.ts';
import { HubSpotError } from '../lib/hubspot/errors.ts';
import { PortalDisconnectedError } from '../lib/hubspot/oauth/tokens.ts';
import { TooManyConfirmationsError } from '../lib/outbox/ask-forward-address.ts';
import { once } from '../lib/portals/once.ts';
import type { Tx } from '../lib/queue.ts';
import { askingOf, type Caller, jsonBody } from './caller.ts';
import type { CardDependencies } from './dependencies.ts';
import type { ErrorCode, Failure, Result } from './dto/result.ts';

/** An expected failure on the way to a response. */
export class RefusedError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.name = 'RefusedError';
    this.code = code;
  }
}

export const notFound = (what: string) => new RefusedError('not_found', `There is no such ${what} in this account.`);

type Params = Record<string, string>;

/** What an endpoint takes, in its query or its body: the description of the API is made from it. */
export const takes = new WeakMap<RequestHandler, z.ZodType>();

function taking(schema: z.ZodType, handler: RequestHandler): RequestHandler {
  takes.set(handler, schema);
  return handler;
}

/**
 * GET: nothing is changed. `query` holds what the card added to the signed one. The response says what time it is here:
 * a card whose clock is wrong still says rightly how long ago something was.
 */
export function reads<Query, View extends object>(
  { log, now }: Pick<CardDependencies, 'log' | 'now'>,
  schema: z.ZodType<Query>,
  handler: (caller: Caller, params: Params, query: Query) => Promise<View>,
): RequestHandler {
  const answer = respond(log, async (caller, params, _request, query) => ({
    ...(await handler(caller, params, schema.parse(query))),
    serverTime: now().toISOString(),
  }));
  return taking(schema, answer);
}

/**
 * POST that changes something of ours. `prepare` asks whoever else has to be asked, and returns what is then done in one
 * transaction, once for the client key of the body: a repetition gets the first one's result.
 */
export function writes<Input extends { key: string }, Outcome extends object>(
  { log, queue, keyring, now }: Pick<CardDependencies, 'log' | 'queue' | 'keyring' | 'now'>,
  schema: z.ZodType<Input>,
  prepare: (caller: Caller, params: Params, input: Input) => Promise<(tx: Tx) => Promise<{ ok: true } & Outcome>>,
): RequestHandler {
  return posts(log, schema, async (caller, params, input): Promise<{ ok: true } & Outcome> => {
    const work = await prepare(caller, params, input);
    const client = { portalId: caller.portal.portalId, key: input.key };
    return queue.transact((tx) => once(tx.sql, client, { keyring, now: now() }, () => work(tx)), { prompt: true });
  });
}

/** POST that changes nothing of ours, or what may be done twice. */
export function posts<Input, Outcome extends object>(
  log: Logger,
  schema: z.ZodType<Input>,
  handler: (caller: Caller, params: Params, input: Input) => Promise<Result<Outcome>>,
): RequestHandler {
  return taking(
    schema,
    respond(log, (caller, params, request) => handler(caller, params, schema.parse(jsonBody(request)))),
  );
}

function respond(
  log: Logger,
  work: (
    caller: Caller,
    params: Params,
    request: Parameters<RequestHandler>[0],
    query: Record<string, string>,
  ) => Promise<object>,
): RequestHandler {
  return async (request, response) => {
    const { caller, query } = askingOf(response);
    try {
      const result = await work(caller, request.params as Params, request, query);
      response.json('ok' in result ? result : { ok: true, ...result });
    } catch (error) {
      const failure = expected(error);
      if (!failure) {
        // The path holds ids only.
        const { portalId } = caller.portal;
        log.error({ portalId, route: request.path, err: errorFacts(error) }, 'a card request failed');
      }
      response.json(failure ?? { ok: false, code: 'unavailable', message: 'Something went wrong on our side.' });
    }
  };
}

/** Everything that a person can do something about; null is a defect of ours. */
function expected(error: unknown): Failure | null {
  const failure = (code: ErrorCode, message: string): Failure => ({ ok: false, code, message });
  if (error instanceof RefusedError) return failure(error.code, error.message);
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    return failure('invalid_input', `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'invalid'}`);
  }
  if (error instanceof TooManyConfirmationsError) return failure('too_many_confirmations', error.message);
  if (error instanceof EditConflictError || error instanceof AnalysisChangedError) {
    return failure('changed_meanwhile', error.message);
  }
  if (error instanceof PortalDisconnectedError) return failure('not_connected', error.message);
  if (error instanceof HubSpotError) return failure('unavailable', 'HubSpot could not be reached. Try again.');
  return null;
}
