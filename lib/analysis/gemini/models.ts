import data from './models.json' with { type: 'json' };
import type { Thinking } from './service.ts';

type Price = { from: string; input: number; output: number };
type Model = { thinking: Thinking; prices: Price[] };

const models: Partial<Record<string, Model>> = data as Record<string, Model>;

/**
 * US dollars of one call by the list prices per million tokens (https://ai.google.dev/gemini-api/docs/pricing, read
 * 2026-10); thinking bills as output. Undefined for a model that is not in the list.
 */
export function costOf(model: string, tokensIn: number, tokensOut: number, at: Date): number | undefined {
  const price = models[model]?.prices.findLast(({ from }) => new Date(from) <= at);
  return price && (tokensIn * price.input + tokensOut * price.output) / 1_000_000;
}

/**
 * How much a model thinks before it answers: the least that weighs a boundary, for a model of the 2.5 line as a budget of
 * tokens (https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/thinking, read 2026-11). Undefined leaves
 * a model that is not in the list to its own default: a level that it does not know would be refused with status 400.
 */
export function thinkingOf(model: string): Thinking | undefined {
  return models[model]?.thinking;
}
