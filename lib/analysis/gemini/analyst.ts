import {
  type GenerateContentResponse,
  GoogleGenerativeAI,
  GoogleGenerativeAIFetchError,
  GoogleGenerativeAIRequestInputError,
} from '@google/generative-ai';
import { restrain } from '../restrain.ts';
import type { AnalysisInput, Analyst } from '../schema.ts';
import { costOf } from './cost.ts';
import { AnalystError, retryLater } from './errors.ts';
import { promptVersion, systemPrompt, userPrompt } from './prompt.ts';
import { readResponse } from './read-response.ts';
import { responseSchema } from './response-schema.ts';

export type GeminiOptions = {
  apiKey: string;
  model: string;
  /** Without the version; the SDK's own where left out. */
  baseUrl?: string;
  /** For the whole call, the answer's body included. */
  timeoutMs: number;
  now?: () => Date;
};

// An analysis takes about 450 tokens and the model's thinking about as many; more means that it rambles.
const maxOutputTokens = 8192;

/**
 * The analyst that asks Gemini, once a call: whoever calls it repeats. Throws an AnalystError, or the signal's reason
 * when the caller gave up.
 */
export function createGeminiAnalyst(options: GeminiOptions): Analyst {
  const { model, timeoutMs, now = () => new Date() } = options;
  const client = new GoogleGenerativeAI(options.apiKey);

  const ask = async (input: AnalysisInput, signal: AbortSignal): Promise<GenerateContentResponse> => {
    const generative = client.getGenerativeModel(
      {
        model,
        systemInstruction: systemPrompt(input.language),
        generationConfig: { responseMimeType: 'application/json', responseSchema, maxOutputTokens },
      },
      { baseUrl: options.baseUrl },
    );
    const { response } = await generative.generateContent(userPrompt(input), { signal });
    return response;
  };

  return async (input, { signal } = {}) => {
    // The SDK does not notice a signal that was aborted before it listens.
    signal?.throwIfAborted();
    const timeout = AbortSignal.timeout(timeoutMs);
    const response = await ask(input, signal ? AbortSignal.any([signal, timeout]) : timeout).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw timeout.aborted
        ? new AnalystError('transient', `Gemini did not answer within ${timeoutMs} ms`, retryLater)
        : toAnalystError(error, model);
    });
    const { analysis, dropped } = restrain(readResponse(response), input);
    return { analysis, dropped, analyst: `gemini:${model}`, promptVersion, ...usageOf(response, model, now()) };
  };
}

function usageOf({ usageMetadata }: GenerateContentResponse, model: string, at: Date) {
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

/** The service's own message may repeat the prompt, so only its status is passed on. */
function toAnalystError(error: unknown, model: string): AnalystError {
  if (error instanceof GoogleGenerativeAIFetchError && error.status !== undefined) {
    const nextStep = nextSteps[error.status];
    return nextStep
      ? new AnalystError('permanent', `Gemini refused the call for ${model} with status ${error.status}`, nextStep)
      : new AnalystError('transient', `Gemini answered with status ${error.status}`, retryLater);
  }
  if (error instanceof GoogleGenerativeAIRequestInputError) {
    return new AnalystError('permanent', 'The request to Gemini is malformed', 'Report this as a fault of the product');
  }
  return new AnalystError('transient', 'Gemini could not be reached', retryLater);
}
