import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGeminiAnalyst, createRulesAnalyst } from '../../../lib/analysis/index.ts';
import { createClock } from '../../sandbox/clock/clock.ts';
import { answerByRules } from '../../sandbox/gemini/answer-by-rules.ts';
import { type GeminiStandIn, startGemini } from '../../sandbox/gemini/server.ts';

const rules = createRulesAnalyst();
let gemini: GeminiStandIn;
beforeAll(async () => {
  gemini = await startGemini({ clock: createClock(), answer: answerByRules(rules) });
});
afterAll(() => gemini.close());

test.each(['generative-ai', 'genai'] as const)(
  "the product's own prompt is read as the rules read the reply, by %s",
  async (sdk) => {
    const model = 'gemini-3.5-flash-lite';
    const analyst = createGeminiAnalyst({ apiKey: gemini.apiKey, model, sdk, baseUrl: gemini.url, timeoutMs: 5000 });
    const input = {
      text: 'Adorei a proposta! Pode me mandar os preços para mais três lojas? Hoje enviamos uns 40 mil e-mails por mês.',
      subject: 'Re: Proposta',
      sentText: 'Olá Mariana, segue a proposta.',
      history: [],
      language: 'pt' as const,
    };
    const [asked, ruled] = [await analyst(input), await rules(input)];
    expect(asked.analyst).toBe(`gemini:${model}`);
    const { kind, response_type, monthly_volume, action_items } = ruled.analysis;
    expect(asked.analysis).toMatchObject({ kind, response_type, monthly_volume, action_items });
    expect(monthly_volume).toContain('40 mil');
  },
);
