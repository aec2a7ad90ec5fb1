import { ApiError, type Schema as GenAiSchema, GoogleGenAI, type ThinkingConfig } from '@google/genai';
import { type Generate, ServiceError, type ServiceOptions } from './service.ts';

/** Calls by `@google/genai`, the package that Google keeps (https://github.com/googleapis/js-genai). */
export function createGenerate({ apiKey, baseUrl }: ServiceOptions): Generate {
  // Said outright: the package reads GOOGLE_GENAI_USE_VERTEXAI and GOOGLE_API_KEY from the environment otherwise.
  const client = new GoogleGenAI({ apiKey, vertexai: false, apiVersion: 'v1beta', httpOptions: { baseUrl } });
  return async ({ model, system, prompt, schema, maxOutputTokens, thinking }, signal) => {
    const config = {
      systemInstruction: system,
      responseMimeType: 'application/json',
      // Its types are enumerations of the very same words.
      responseSchema: schema as GenAiSchema,
      maxOutputTokens,
      thinkingConfig: thinking as ThinkingConfig | undefined,
      abortSignal: signal,
    };
    return client.models.generateContent({ model, contents: prompt, config }).catch((error: unknown) => {
      throw error instanceof ApiError ? new ServiceError(error.status, detailsOf(error.message)) : error;
    });
  };
}

/** The package keeps the body of a refusal as the text of its error. */
function detailsOf(message: string): unknown {
  try {
    const body: { error?: { details?: unknown } } | null = JSON.parse(message);
    return body?.error?.details;
  } catch {
    return undefined;
  }
}
