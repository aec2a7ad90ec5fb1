import { createGeminiAnalyst, type GeminiOptions } from './gemini/analyst.ts';
import { createRulesAnalyst } from './rules/analyst.ts';
import type { Analyst } from './schema.ts';

export class UnknownAnalystError extends Error {
  constructor(reason: string) {
    super(`${reason} Choose --analyst rules, or set GEMINI_API_KEY and choose --analyst gemini.`);
    this.name = 'UnknownAnalystError';
  }
}

/** The analyst that a command names; `gemini` needs its settings. Throws an UnknownAnalystError. */
export function analystNamed(name: string, gemini: Omit<GeminiOptions, 'timeoutMs'> | null): Analyst {
  if (name === 'rules') return createRulesAnalyst();
  if (name !== 'gemini') throw new UnknownAnalystError(`There is no analyst "${name}".`);
  if (!gemini) throw new UnknownAnalystError('The analyst gemini needs a key.');
  return createGeminiAnalyst({ ...gemini, timeoutMs: 60_000 });
}
