import { afterEach, beforeEach, describe } from 'vitest';
import type { AnalysisInput, Analyst } from '../../../lib/analysis/index.ts';
import {
  type GeminiDouble,
  type GeminiOptions,
  geminiAnalystOf,
  startGeminiDouble,
  usualAnswer,
} from '../gemini-double.ts';

export const text =
  'Could you send me the price for 40 seats? We send about 2,000 invoices a month through you and the export is slow.';
export const input: AnalysisInput = {
  text,
  subject: 'Re: seats',
  sentText: 'Hi Kim, do you need more seats?',
  history: [{ direction: 'outgoing', text: 'Hi Kim, do you need more seats?', at: '2026-11-20T10:00:00Z' }],
  language: 'en',
};

/** What a model that reads `input` well answers. */
export const goodAnswer = {
  ...usualAnswer,
  action_items: [{ quote: 'Could you send me the price for 40 seats?', do: 'Send the price for 40 seats' }],
  pain_points: [{ quote: 'the export is slow', problem: 'The export is slow' }],
  product_usage: { quote: 'We send about 2,000 invoices a month through you', usage: 'Sends invoices' },
  monthly_volume: { quote: 'about 2,000 invoices a month', amount: 'about 2,000 invoices a month' },
  response_type: 'high_value',
  product_interest: 'very_interested',
  opportunity_score: 4,
  follow_up_needed: true,
};

/** Runs tests with each of Google's packages, each test against a double of its own. */
export function withEachPackage(
  tests: (given: { double: () => GeminiDouble; analystWith: (options?: Partial<GeminiOptions>) => Analyst }) => void,
): void {
  describe.each(['generative-ai', 'genai'] as const)('by %s', (sdk) => {
    let double: GeminiDouble;
    beforeEach(async () => {
      double = await startGeminiDouble();
    });
    afterEach(() => double.close());
    tests({ double: () => double, analystWith: (options) => geminiAnalystOf(double, { sdk, ...options }) });
  });
}
