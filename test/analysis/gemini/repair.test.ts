import { describe, expect, test } from 'vitest';
import { analysisSchema } from '../../../lib/analysis/index.ts';
import { candidate, sendJson } from '../gemini-double.ts';
import { goodAnswer, input, withEachPackage } from './usual-reply.ts';

withEachPackage(({ double, analystWith }) => {
  describe('what can be put right is put right', () => {
    test('extra keys fall away', async () => {
      const product_usage = { ...goodAnswer.product_usage, why: 'secret' };
      double().answerWith({ ...goodAnswer, product_usage, thoughts: 'secret' });
      const { analysis } = await analystWith()(input);
      expect(analysisSchema.strict().parse(analysis)).toEqual(analysis);
      expect(JSON.stringify(analysis)).not.toContain('secret');
    });

    test('strings of 100 kB are cut', async () => {
      const huge = 'word '.repeat(20_000);
      double().answerWith({
        ...goodAnswer,
        key_insights: huge,
        action_items: [{ ...goodAnswer.action_items[0], do: huge }],
        product_usage: { ...goodAnswer.product_usage, usage: huge },
        doubt: huge,
        pain_points: [{ quote: huge, problem: huge }],
      });
      const { analysis } = await analystWith()(input);
      expect(analysisSchema.parse(analysis)).toEqual(analysis);
      expect(JSON.stringify(analysis).length).toBeLessThan(5_000);
    });

    test('invented quotes and computed numbers are dropped and counted', async () => {
      double().answerWith({
        ...goodAnswer,
        action_items: [
          ...goodAnswer.action_items,
          { quote: 'call me at once', do: 'Call the customer today' },
          { quote: 'Could you send me the price for 40 seats?', do: 'Grant a discount of 15 %' },
        ],
        monthly_volume: { ...goodAnswer.monthly_volume, amount: '24,000 invoices a year' },
      });
      const { analysis, dropped } = await analystWith()(input);
      expect(analysis.action_items).toEqual(['Send the price for 40 seats']);
      expect(analysis.evidence.action_items).toEqual(['Could you send me the price for 40 seats?']);
      expect(analysis.monthly_volume).toBeNull();
      expect(dropped).toBe(3);
    });

    test.each([
      ['a code fence', (json: string) => `\`\`\`json\n${json}\n\`\`\``],
      ['prose around it', (json: string) => `Here is the analysis:\n${json}\nAnything else?`],
    ])('JSON in %s', async (_name, wrap) => {
      double().respondWith((response) => sendJson(response, 200, candidate(wrap(JSON.stringify(goodAnswer)))));
      expect((await analystWith()(input)).analysis.action_items).toEqual(['Send the price for 40 seats']);
    });

    test('a thought before the answer', async () => {
      double().respondWith((response) => {
        const answer = candidate(JSON.stringify(goodAnswer));
        answer.candidates[0]!.content.parts.unshift({ text: '{"kind": "bounce"}', thought: true } as { text: string });
        sendJson(response, 200, answer);
      });
      expect((await analystWith()(input)).analysis.kind).toBe('human');
    });

    test('values in a near spelling, and entries of another shape', async () => {
      double().answerWith({
        ...goodAnswer,
        kind: 'Human',
        response_type: 'High value',
        product_interest: 'very-interested',
        opportunity_score: '4/5',
        follow_up_needed: 'true',
        confidence: '0.8',
        doubt: 'null',
        product_usage: { quote: '', usage: 'N/A' },
        action_items: [...goodAnswer.action_items, 'Call', null, { do: 3 }],
        pain_points: null,
        absence: 'no',
      });
      const { analysis, dropped } = await analystWith()(input);
      expect(analysis).toMatchObject({
        kind: 'human',
        response_type: 'high_value',
        product_interest: 'very_interested',
        opportunity_score: 4,
        follow_up_needed: true,
        confidence: 0.8,
        doubt: null,
        product_usage: null,
        action_items: ['Send the price for 40 seats'],
        pain_points: [],
        absence: null,
      });
      expect(dropped).toBe(0);
    });

    test('the shape that is stored and printed', async () => {
      double().answerWith({
        ...goodAnswer,
        action_items: ['Send the price for 40 seats'],
        product_usage: 'Sends invoices',
        monthly_volume: null,
        pain_points: ['The export is slow', 'All is slow'],
        evidence: {
          action_items: ['send me the price for 40 seats'],
          product_usage: 'We send about 2,000 invoices a month',
          monthly_volume: null,
          pain_points: ['the export is slow'],
        },
      });
      const { analysis, dropped } = await analystWith()(input);
      expect(analysis).toMatchObject({
        action_items: ['Send the price for 40 seats'],
        product_usage: 'Sends invoices',
        pain_points: ['The export is slow'],
      });
      expect(dropped).toBe(1);
    });

    test('markup and links are made plain', async () => {
      double().answerWith({
        ...goodAnswer,
        key_insights:
          'See [offer](https://evil.example/x) <img src=x onerror=alert(1)> ![p](http://evil.example/p.png) https://evil.example/y',
      });
      expect((await analystWith()(input)).analysis.key_insights).toBe('See offer p [link]');
    });

    test('a type on machine mail and a missing one on an opt-out', async () => {
      double().answerWith({ kind: 'out_of_office', response_type: 'high_value' });
      expect(
        (await analystWith()({ ...input, text: 'I am out of the office until Monday.' })).analysis.response_type,
      ).toBeNull();
      double().answerWith({ kind: 'unsubscribe', response_type: null });
      expect((await analystWith()({ ...input, text: 'Remove me from your list.' })).analysis.response_type).toBe(
        'needs_handling',
      );
    });
  });

  describe('claims are lowered against a refusal alone', () => {
    test('a missed quote does not lower a claim', async () => {
      double().answerWith({ response_type: 'high_value', opportunity_score: 5, product_interest: 'very_interested' });
      const { analysis } = await analystWith()({ ...input, text: 'ok', sentText: 'Shall I book you a demo?' });
      expect(analysis).toMatchObject({ response_type: 'high_value', opportunity_score: 5, flags: [] });
    });

    test('strong interest against a refusal', async () => {
      double().answerWith({
        response_type: 'high_value',
        opportunity_score: 5,
        product_interest: 'very_interested',
        action_items: [{ quote: 'we are not interested', do: 'Send a contract' }],
      });
      const { analysis } = await analystWith()({ ...input, text: 'Thanks, but we are not interested.' });
      expect(analysis).toMatchObject({
        response_type: 'standard',
        opportunity_score: 1,
        product_interest: 'none',
        flags: ['lowered'],
      });
    });

    test('a claim with its words stays', async () => {
      double().answerWith(goodAnswer);
      expect((await analystWith()(input)).analysis).toMatchObject({
        response_type: 'high_value',
        opportunity_score: 4,
        flags: [],
      });
    });
  });
});
