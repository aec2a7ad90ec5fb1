import { READ_BY_MODEL, withinLimits } from '../limits.ts';
import { type Claim, type Restrained, restrain as restrainHere } from '../restrain.ts';
import type { AnalysisInput, Analyst } from '../schema.ts';
import { createBreaker } from './breaker.ts';
import { AnalystError, retryLater } from './errors.ts';
import { createKnownFailures } from './known-failures.ts';
import { costOf, thinkingOf } from './models.ts';
import { promptVersion, systemPrompt, userPrompt } from './prompt.ts';
import { readResponse } from './read-response.ts';
import { responseSchema } from './response-schema.ts';
import { type Generate, type GenerateResponse, ServiceError, type ServiceOptions } from './service.ts';

// Loaded when the first reply is analyzed, and only the one that is used.
const packages = {
  'generative-ai': () => import('./generative-ai.ts'),
  genai: () => import('./genai.ts'),
};

export type GeminiOptions = ServiceOptions & {
  model: string;
  /** Which of Google's packages makes the calls; `generative-ai` where left out. */
  sdk?: keyof typeof packages;
  /** For the whole call, the answer's body included. */
  timeoutMs: number;
  now?: () => Date;
  /** Holds an answer against the reply's words; in this thread where left out. */
  restrain?: (claim: Claim) => Restrained | Promise<Restrained>;
};

export const loadGenerate = async ({
  sdk = 'generative-ai',
  ...options
}: ServiceOptions & Pick<GeminiOptions, 'sdk'>) => (await packages[sdk]()).createGenerate(options);

// An analysis takes about 450 tokens and the model's thinking about as many; more means that it rambles.
const maxOutputTokens = 8192;

/**
 * The analyst that asks Gemini, once a call: whoever calls it repeats. Throws an AnalystError, or the signal's reason
 * when the caller gave up.
 */
export function createGeminiAnalyst(options: GeminiOptions): Analyst {
  const { model, timeoutMs, now = () => new Date(), restrain = restrainHere } = options;
  let loading: Promise<Generate> | undefined;
  const load = () => {
    loading ??= loadGenerate(options);
    return loading;
  };
  const unlessPaused = createBreaker(now);
  const unlessKnown = createKnownFailures();

  const ask = async (input: AnalysisInput, caller: AbortSignal | undefined): Promise<GenerateResponse> => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const request = {
      model,
      system: systemPrompt(input.language),
      prompt: userPrompt(input),
      schema: responseSchema(input.language),
      maxOutputTokens,
      thinking: thinkingOf(model),
    };
    const signal = caller ? AbortSignal.any([caller, timeout]) : timeout;
    return unlessPaused(async () => (await load())(request, signal)).catch((error: unknown) => {
      caller?.throwIfAborted();
      if (error instanceof AnalystError) throw error;
      throw timeout.aborted
        ? new AnalystError('transient', `Gemini did not answer within ${timeoutMs} ms`, retryLater)
        : toAnalystError(error, model);
    });
  };

  return async (given, { signal } = {}) => {
    signal?.throwIfAborted();
    const input = withinLimits(given, READ_BY_MODEL);
    return unlessKnown(input, async () => {
      const response = await ask(input, signal);
      const { analysis, dropped } = await restrain({ claimed: readResponse(response), given: input });
      return { analysis, dropped, analyst: `gemini:${model}`, promptVersion, ...usageOf(response, model, now()) };
    });
  };
}

function usageOf({ usageMetadata }: GenerateResponse, model: string, at: Date) {
  if (!usageMetadata) return {};
  const tokensIn = usageMetadata.promptTokenCount ?? 0;
  // Thinking is counted in the total alone.
  const tokensOut = Math.max((usageMetadata.totalTokenCount ?? 0) - tokensIn, usageMetadata.candidatesTokenCount ?? 0);
  return { tokensIn, tokensOut, costUsd: costOf(model, tokensIn, tokensOut, at) };
}

const nextSteps: Partial<Record<number, string>> = {
  400: 'Check GEMINI_API_KEY, and that the model takes structured output',
  401: 'Check GEMINI_API_KEY',
  403: 'Check GEMINI_API_KEY and the rights of its project',
  404: 'Set GEMINI_MODEL to a model that is still served',
};

function toAnalystError(error: unknown, model: string): AnalystError {
  if (!(error instanceof ServiceError)) return new AnalystError('transient', 'Gemini could not be reached', retryLater);
  const { status, retryAfterMs } = error;
  const nextStep = nextSteps[status];
  return nextStep
    ? new AnalystError('permanent', `Gemini refused the call for ${model} with status ${status}`, nextStep)
    : new AnalystError('transient', `Gemini answered with status ${status}`, retryLater, { retryAfterMs });
}
