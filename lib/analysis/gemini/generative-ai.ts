import { GoogleGenerativeAI, GoogleGenerativeAIFetchError, type ResponseSchema } from '@google/generative-ai';
import { type Generate, ServiceError, type ServiceOptions } from './service.ts';

/** Calls by `@google/generative-ai`, the package of today. */
export function createGenerate({ apiKey, baseUrl }: ServiceOptions): Generate {
  const client = new GoogleGenerativeAI(apiKey);
  return async ({ model, system, prompt, schema, maxOutputTokens, thinking }, signal) => {
    const generationConfig = {
      responseMimeType: 'application/json',
      // The package spells the types in lower case and does not know propertyOrdering; the API takes both.
      responseSchema: schema as unknown as ResponseSchema,
      maxOutputTokens,
      // Younger than the package, which hands the configuration on as it is.
      ...(thinking && { thinkingConfig: thinking }),
    };
    const generative = client.getGenerativeModel({ model, systemInstruction: system, generationConfig }, { baseUrl });
    // The package does not notice a signal that was aborted before it listens.
    signal.throwIfAborted();
    const { response } = await generative.generateContent(prompt, { signal }).catch((error: unknown) => {
      throw error instanceof GoogleGenerativeAIFetchError && error.status !== undefined
        ? new ServiceError(error.status, error.errorDetails)
        : error;
    });
    return response;
  };
}
