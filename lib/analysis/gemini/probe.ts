import { type AskOptions, loadGenerate } from './ask.ts';
import { ServiceError } from './service.ts';

/** The status with which the model answers the shortest question; null where nothing answers. */
export async function probeGemini(
  options: Pick<AskOptions, 'apiKey' | 'baseUrl' | 'model' | 'sdk'>,
  signal: AbortSignal,
): Promise<number | null> {
  const fine = { type: 'BOOLEAN', description: 'true' } as const;
  try {
    const generate = await loadGenerate(options);
    await generate(
      {
        model: options.model,
        system: 'Answer as the schema says.',
        prompt: 'Is everything fine?',
        schema: { type: 'OBJECT', description: 'The answer', properties: { fine }, required: ['fine'] },
        maxOutputTokens: 64,
      },
      signal,
    );
    return 200;
  } catch (error) {
    return error instanceof ServiceError ? error.status : null;
  }
}
