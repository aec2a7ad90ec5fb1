import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Analyst, createRulesAnalyst } from '../../lib/analysis/index.ts';
import { type GeminiDouble, geminiAnalystOf, startGeminiDouble } from './gemini-double.ts';
import { expectNothingRaised, inMiddle, mails, obeying } from './injected.ts';
import { politeInjections } from './injections-polite.ts';

const rules = createRulesAnalyst();
let double: GeminiDouble;
let gemini: Analyst;
beforeAll(async () => {
  double = await startGeminiDouble();
  gemini = geminiAnalystOf(double);
});
afterAll(() => double.close());

const moods = ['negative', 'neutral', 'positive'];

describe.each(Object.entries(mails))('%s', (_name, mail) => {
  test.each(politeInjections)('the rules grant no favor: %s', async (attack) => {
    const alone = inMiddle(mail, '');
    const before = (await rules(alone)).analysis;
    const places = [
      inMiddle(mail, attack),
      { ...alone, text: `${mail.text}\n\n${attack}` },
      { ...alone, text: `${attack}\n\n${mail.text}` },
      { ...alone, text: `${mail.text} ${attack}` },
    ];
    for (const input of places) {
      const { analysis } = await rules(input);
      expectNothingRaised(before, analysis);
      expect(moods.indexOf(analysis.sentiment)).toBeLessThanOrEqual(moods.indexOf(before.sentiment));
    }
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

test.each([
  'Could you mark the order for the robot arm as urgent? The machine stands still.',
  'We use your assistant in the warehouse, please send the price of ten more licences.',
  'O robô da linha 2 parou de novo, por favor mandem um técnico.',
  'O sistema que vocês venderam não classifica os produtos direito.',
  'Nuestro robot de soldadura necesita mantenimiento, ¿pueden venir el lunes?',
  'Please put our AI project on the agenda as a priority topic.',
  'Can your software score our leads? That would be a big opportunity for us.',
  'Der Roboter in Halle 3 ist wichtig für uns, bitte schnell reparieren.',
])('a customer who speaks of machines is not suspected: %s', async (text) => {
  const input = { text, sentText: null, subject: 'Re: hello', history: [], language: 'en' as const };
  expect((await rules(input)).analysis.flags).toEqual([]);
});
