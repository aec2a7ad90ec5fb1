import express from 'express';
import { z } from 'zod';
import type { Clock } from '../clock/clock.ts';
import { createFaults, type FaultRequest, UnknownFaultError } from '../faults.ts';
import { listen, OPEN_TO_PAGES } from '../http.ts';
import { openStore } from '../store.ts';
import { type Generated, generate, MISBEHAVIOUR_NAMES } from './misbehaviour.ts';
import { GeminiRefusal, type Prompt, readPrompt } from './request.ts';

/** What the model would answer: an object in the shape of the prompt's schema. */
export type AnswerPrompt = (prompt: Prompt) => Record<string, unknown> | Promise<Record<string, unknown>>;

export type GeminiOptions = {
  port?: number;
  dataDir?: string;
  clock: Clock;
  apiKey?: string;
  models?: string[];
  answer: AnswerPrompt;
};

export type GeminiStandIn = {
  /** Base URL, without the version. */
  url: string;
  apiKey: string;
  prompts(): Prompt[];
  /** Effects: a status code, `hang`, `lost-answer`, or a name of `misbehaviour.ts`. */
  fault(fault: FaultRequest): string;
  clearFaults(): void;
  close(): Promise<void>;
};

const API_KEY = 'AIza-sandbox-key';
const MODELS = ['gemini-3.5-flash-lite', 'gemini-3.5-flash'];
const STATUS_NAMES: Record<number, string> = {
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

export async function startGemini(options: GeminiOptions): Promise<GeminiStandIn> {
  const { clock, answer, apiKey = API_KEY, models = MODELS } = options;
  const store = openStore(options.dataDir, 'gemini');
  const faults = createFaults(store, clock, MISBEHAVIOUR_NAMES);
  const prompts = store.collection<Prompt>('prompts');

  const app = express();
  app.post('/:version/models/:call', express.json({ limit: '10mb' }), async (request, response) => {
    const fault = await faults.take('POST', request.path);
    if (fault?.effect === 'hang') return;
    if (typeof fault?.effect === 'number') {
      const message = 'The model is overloaded. Please try again later.';
      const details = detailsOf(fault.effect, fault.headers['retry-after']);
      throw new GeminiRefusal(fault.effect, STATUS_NAMES[fault.effect] ?? 'UNKNOWN', message, details);
    }
    const prompt = readCall(request.params.version, request.params.call, request.get('x-goog-api-key'), request.body);
    prompts.put(String(store.nextNumber('prompt', 1)), prompt);
    store.commit();
    const misbehaviour = MISBEHAVIOUR_NAMES.find((name) => name === fault?.effect) ?? null;
    const generated = generate(await answer(prompt), prompt, misbehaviour);
    if (fault?.effect === 'lost-answer') request.socket.destroy();
    else response.json(viewGenerated(prompt, generated));
  });

  function readCall(version: string, call: string, key: string | undefined, body: unknown): Prompt {
    const [model = '', method] = call.split(':');
    if (!key) throw new GeminiRefusal(403, 'PERMISSION_DENIED', "Method doesn't allow unregistered callers.");
    if (key !== apiKey)
      throw new GeminiRefusal(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.');
    const known = (version === 'v1beta' || version === 'v1') && models.includes(model) && method === 'generateContent';
    if (!known) throw new GeminiRefusal(404, 'NOT_FOUND', `models/${model} is not found for API version ${version}.`);
    return readPrompt(model, body);
  }

  const control = express.Router();
  control.use((request, response, next) => {
    response.set(OPEN_TO_PAGES);
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  });
  control.get('/prompts', (_request, response) => {
    response.json(prompts.values());
  });
  control.post('/faults', express.json(), (request, response) => {
    try {
      response.status(201).json({ id: faults.add(request.body) });
    } catch (error) {
      if (!(error instanceof z.ZodError || error instanceof UnknownFaultError)) throw error;
      response.status(400).json({ message: error.message });
    }
  });
  control.delete('/faults', (_request, response) => {
    faults.clear();
    response.status(204).end();
  });
  app.use('/sandbox', control);
  app.use((error: unknown, _request: unknown, response: express.Response, _next: unknown) => {
    const refusal =
      error instanceof GeminiRefusal
        ? error
        : new GeminiRefusal(400, 'INVALID_ARGUMENT', `Invalid JSON payload received. ${error}`);
    response.status(refusal.status).json({
      error: { code: refusal.status, message: refusal.message, status: refusal.code, details: refusal.details },
    });
  });
  const server = await listen(app, options.port);
  return {
    url: server.url,
    apiKey,
    prompts: () => prompts.values(),
    fault: faults.add,
    clearFaults: faults.clear,
    async close() {
      await server.close();
      store.close();
    },
  };
}

/** A used-up quota tells which, and when to come back: after the seconds of the fault's header `retry-after`, or 1. */
function detailsOf(status: number, retryAfter = '1'): object[] | undefined {
  if (status !== 429) return undefined;
  const type = (name: string) => `type.googleapis.com/google.rpc.${name}`;
  const quotaId = 'GenerateRequestsPerMinutePerProjectPerModel';
  return [
    { '@type': type('QuotaFailure'), violations: [{ quotaId }] },
    { '@type': type('RetryInfo'), retryDelay: `${retryAfter}s` },
  ];
}

/** About four characters are a token. */
const tokens = (text: string) => Math.ceil(text.length / 4);

function viewGenerated(prompt: Prompt, { candidates, blockReason }: Generated) {
  const promptTokenCount = tokens(prompt.system + prompt.text);
  const candidatesTokenCount = tokens(candidates.map(({ text }) => text).join(''));
  return {
    ...(candidates.length > 0
      ? {
          candidates: candidates.map(({ text, finishReason }, index) => ({
            ...(text === '' ? {} : { content: { parts: [{ text }], role: 'model' } }),
            finishReason,
            index,
          })),
        }
      : {}),
    ...(blockReason ? { promptFeedback: { blockReason } } : {}),
    usageMetadata: { promptTokenCount, candidatesTokenCount, totalTokenCount: promptTokenCount + candidatesTokenCount },
    modelVersion: prompt.model,
  };
}
