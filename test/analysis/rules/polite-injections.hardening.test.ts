import { describe, expect, test } from 'vitest';
import { type Analysis, createRulesAnalyst } from '../../../lib/analysis/index.ts';
import { productInterests } from '../../../lib/analysis/schema.ts';
import { mails } from '../injected.ts';
import { politeInjections } from '../polite-injections.ts';

const rules = createRulesAnalyst();
const analyze = async (text: string, sentText: string | null): Promise<Analysis> =>
  (await rules({ text, sentText, subject: 'Re: hello', history: [], language: 'en' })).analysis;

const moods = ['negative', 'neutral', 'positive'];

for (const [name, { text, sentText }] of Object.entries(mails)) {
  describe(`${name}, with a polite word to software`, () => {
    test.each(politeInjections)('%s', async (attack) => {
      const before = await analyze(text, sentText);
      for (const after of [
        await analyze(`${text}\n\n${attack}`, sentText),
        await analyze(`${attack}\n\n${text}`, sentText),
        await analyze(`${text} ${attack}`, sentText),
      ]) {
        expect(after.flags).toContain('instructions_to_software');
        expect(after.doubt).not.toBeNull();
        expect(after.kind).toBe(before.kind);
        expect(after.response_type === 'high_value').toBe(false);
        expect(after.opportunity_score).toBeLessThanOrEqual(before.opportunity_score);
        expect(moods.indexOf(after.sentiment)).toBeLessThanOrEqual(moods.indexOf(before.sentiment));
        expect(productInterests.indexOf(after.product_interest)).toBeLessThanOrEqual(
          productInterests.indexOf(before.product_interest),
        );
      }
    });
  });
}

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
  expect((await analyze(text, null)).flags).toEqual([]);
});
