import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Analyst, createGeminiAnalyst, createRulesAnalyst } from '../../lib/analysis/index.ts';
import { type GeminiDouble, startGeminiDouble } from './gemini-double.ts';
import { expectNothingRaised, inMiddle, mails, obeying } from './injected.ts';
import { politeInjections } from './injections-polite.ts';

const rules = createRulesAnalyst();
let double: GeminiDouble;
let gemini: Analyst;
beforeAll(async () => {
  double = await startGeminiDouble();
  gemini = createGeminiAnalyst({ apiKey: 'key', model: 'gemini-test', baseUrl: double.url, timeoutMs: 5_000 });
});
afterAll(() => double.close());

describe.each(Object.entries(mails))('%s', (_name, mail) => {
  test.each(politeInjections)('the rules grant no favor: %s', async (attack) => {
    const before = await rules(inMiddle(mail, ''));
    expectNothingRaised(before.analysis, (await rules(inMiddle(mail, attack))).analysis);
  });

  test.each(politeInjections)('a model that grants it is held back: %s', async (attack) => {
    double.answerWith(obeying(attack));
    const before = await rules(inMiddle(mail, ''));
    const { analysis } = await gemini(inMiddle(mail, attack));
    expectNothingRaised(before.analysis, analysis);
    expect(analysis.action_items).toEqual([]);
    expect(analysis.key_insights).not.toContain('wants to buy');
    expect(double.requests.at(-1)!.contents[0]!.parts[0]!.text).not.toContain(attack);
  });
});
