import { READ_BY_MODEL, withinLimits } from '../limits.ts';
import { type Claim, type Restrained, restrain as restrainHere } from '../restrain.ts';
import type { Analyst } from '../schema.ts';
import { type AskOptions, createAsk } from './ask.ts';
import { createKnownFailures } from './known-failures.ts';
import { costOf } from './models.ts';
import { promptVersion, systemPrompt, userPrompt } from './prompt.ts';
import { readResponse } from './read-response.ts';
import { responseSchema } from './response-schema.ts';
import type { GenerateResponse } from './service.ts';

export type GeminiOptions = AskOptions & {
  /** Holds an answer against the reply's words; in this thread where left out. */
  restrain?: (claim: Claim) => Restrained | Promise<Restrained>;
};

// An analysis takes about 450 tokens and the model's thinking about as many; more means that it rambles.
const maxOutputTokens = 8192;

/**
 * The analyst that asks Gemini, once a call: whoever calls it repeats. Throws an AnalystError, or the signal's reason
 * when the caller gave up.
 */
export function createGeminiAnalyst(options: GeminiOptions): Analyst {
  const { model, now = () => new Date(), restrain = restrainHere } = options;
  const ask = createAsk(options);
  const unlessKnown = createKnownFailures();

  return async (given, { signal } = {}) => {
    signal?.throwIfAborted();
    const input = withinLimits(given, READ_BY_MODEL);
    return unlessKnown(input, async () => {
      const question = {
        system: systemPrompt(input.language, input.words),
        prompt: userPrompt(input),
        schema: responseSchema(input.language),
        maxOutputTokens,
      };
      const response = await ask(question, signal);
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
