import type { Clock } from '../../clock/clock.ts';
import type { ChangeSource, Portal } from '../model.ts';
import type { ContactChange } from '../outgoing/webhook-events.ts';
import type { State, Token } from '../state.ts';
import { invalid } from './refusal.ts';

/** What every route works on. */
export type World = {
  state: State;
  clock: Clock;
  app: AppIdentity;
  /** Tells the subscribers of webhooks. */
  tell(change: ContactChange): void;
  settings: Settings;
};

export type AppIdentity = {
  appId: number;
  clientId: string;
  clientSecret: string;
  /** The scopes of the app's configuration; without them any mixture may be asked for. */
  declaredScopes?: { required: string[]; optional: string[] };
};

/**
 * What a test may turn. `searchLagMs`: how long the search does not see what was written (sandbox clock). `journal`: the
 * app may read the webhooks journal. `redirectUrls`: those of the app's configuration; null lets any pass.
 */
export type Settings = { searchLagMs: number; journal: boolean; redirectUrls: string[] | null };

export type ApiCall = {
  world: World;
  portal: Portal;
  token: Token;
  params: Record<string, string>;
  query: URLSearchParams;
  /** The parsed JSON; null where the body is empty. */
  body: unknown;
  raw: Buffer;
  contentType: string;
  source: ChangeSource;
  /** `v3` and `v4` differ from the dated paths in a few status codes. */
  version: string;
};

export type Answer = { status: number; body?: unknown };

/** `scopes`: every group needs one of its members granted, e.g. `[['a'], ['b', 'c']]` is a and (b or c). */
export type Route = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  paths: string[];
  scopes: string[][] | ((params: Record<string, string>) => string[][]);
  budget?: 'search';
  handle(call: ApiCall): Answer | Promise<Answer>;
};

export const API_VERSION = '2026-09';

/** The parsed body as an object, or HubSpot's refusal of anything else. */
export function bodyObject(call: ApiCall): Record<string, unknown> {
  if (call.body === null || typeof call.body !== 'object' || Array.isArray(call.body)) {
    throw invalid('Invalid input JSON on line 1, column 1: Unable to process JSON');
  }
  return call.body as Record<string, unknown>;
}

/** The `inputs` of a batch, counted. HubSpot takes 100 where nothing else is said. */
export function batchInputs(call: ApiCall, limit = 100): Record<string, unknown>[] {
  const { inputs } = bodyObject(call);
  if (!Array.isArray(inputs) || inputs.some((input) => typeof input !== 'object' || input === null)) {
    throw invalid('Invalid input JSON: Some required fields were not set: [inputs]');
  }
  if (inputs.length === 0) throw invalid('At least one input is required in a batch request');
  if (inputs.length > limit) throw invalid(`The maximum number of inputs supported in a batch request is ${limit}`);
  return inputs as Record<string, unknown>[];
}

export function batchAnswer(status: number, now: Date, results: unknown[], errors: unknown[] = []): Answer {
  const at = now.toISOString();
  return {
    status: errors.length > 0 ? 207 : status,
    body: {
      status: 'COMPLETE',
      results,
      startedAt: at,
      completedAt: at,
      ...(errors.length > 0 ? { numErrors: errors.length, errors } : {}),
    },
  };
}

export function requireString(input: Record<string, unknown>, field: string): string {
  const value = input[field];
  if (typeof value !== 'string' || value === '') {
    throw invalid(`Invalid input JSON: Some required fields were not set: [${field}]`);
  }
  return value;
}
