import prices from './prices.json' with { type: 'json' };

type Price = { from: string; input: number; output: number };

/**
 * US dollars of one call by the list prices per million tokens (https://ai.google.dev/gemini-api/docs/pricing, read
 * 2026-10); thinking bills as output. Undefined for a model that is not in the list.
 */
export function costOf(model: string, tokensIn: number, tokensOut: number, at: Date): number | undefined {
  const known: Partial<Record<string, Price[]>> = prices;
  const price = known[model]?.findLast(({ from }) => new Date(from) <= at);
  return price && (tokensIn * price.input + tokensOut * price.output) / 1_000_000;
}
