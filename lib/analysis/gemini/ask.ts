import { createBreaker } from './breaker.ts';
import { AnalystError, retryLater } from './errors.ts';
import { thinkingOf } from './models.ts';
import {
  type Generate,
  type GenerateRequest,
  type GenerateResponse,
  ServiceError,
  type ServiceOptions,
} from './service.ts';

// Loaded when the first reply is analyzed, and only the one that is used.
const packages = {
  'generative-ai': () => import('./generative-ai.ts'),
  genai: () => import('./genai.ts'),
};

export type AskOptions = ServiceOptions & {
  model: string;
  /** Which of Google's packages makes the calls; `generative-ai` where left out. */
  sdk?: keyof typeof packages;
  /** For the whole call, the answer's body included. */
  timeoutMs: number;
  now?: () => Date;
};

export const loadGenerate = async ({ sdk = 'generative-ai', ...options }: ServiceOptions & Pick<AskOptions, 'sdk'>) =>
  (await packages[sdk]()).createGenerate(options);

type Question = Omit<GenerateRequest, 'model' | 'thinking'>;

/** Asks the model once: whoever calls repeats. Throws an AnalystError, or the signal's reason when the caller gave up. */
export function createAsk(options: AskOptions) {
  const { model, timeoutMs, now = () => new Date() } = options;
  let loading: Promise<Generate> | undefined;
  const load = () => {
    loading ??= loadGenerate(options);
    return loading;
  };
  const unlessPaused = createBreaker(now);

  return async (question: Question, caller: AbortSignal | undefined): Promise<GenerateResponse> => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const request = { ...question, model, thinking: thinkingOf(model) };
    const signal = caller ? AbortSignal.any([caller, timeout]) : timeout;
    return unlessPaused(async () => (await load())(request, signal)).catch((error: unknown) => {
      caller?.throwIfAborted();
      if (error instanceof AnalystError) throw error;
      throw timeout.aborted
        ? new AnalystError('transient', `Gemini did not answer within ${timeoutMs} ms`, retryLater)
        : toAnalystError(error, model);
    });
  };
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
