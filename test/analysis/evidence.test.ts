import { expect, test } from 'vitest';
import { numbersAreCopied } from '../../lib/analysis/evidence.ts';
import { type Analysis, checkEvidence } from '../../lib/analysis/index.ts';

const input = {
  text: 'Please send\n  the price for 40 seats. Ask Ana Lima at ana@exemplo.com.',
  subject: 'Re: Invoice 7731',
  sentText: null,
};

const analysis = (fields: Partial<Analysis>): Analysis => ({
  kind: 'human',
  response_type: 'standard',
  key_insights: '',
  sentiment: 'neutral',
  opportunity_score: 2,
  follow_up_needed: true,
  product_interest: 'none',
  action_items: [],
  product_usage: null,
  monthly_volume: null,
  pain_points: [],
  evidence: { action_items: [], product_usage: null, monthly_volume: null, pain_points: [] },
  confidence: 1,
  doubt: null,
  absence: null,
  referral: null,
  flags: [],
  ...fields,
});

const evidence = (fields: Partial<Analysis['evidence']>): Analysis['evidence'] => ({
  ...analysis({}).evidence,
  ...fields,
});

test('a quote counts when it stands in the text, white space folded', () => {
  const checked = checkEvidence(
    analysis({ action_items: ['Send the price'], evidence: evidence({ action_items: ['Please send the price'] }) }),
    input,
  );
  expect(checked.dropped).toBe(0);
  expect(checked.analysis.action_items).toEqual(['Send the price']);
});

test.each(['please send the price', 'Please send the price for 40 seats!', 'Please sent the price', '', ' . '])(
  'anything else does not: %j',
  (quote) => {
    const checked = checkEvidence(
      analysis({ pain_points: ['Price'], evidence: evidence({ pain_points: [quote] }) }),
      input,
    );
    expect(checked).toMatchObject({ dropped: 1, analysis: { pain_points: [], evidence: { pain_points: [] } } });
  },
);

test('items and quotes stay parallel when one falls out, and an item without a quote falls out', () => {
  const checked = checkEvidence(
    analysis({
      action_items: ['Invent', 'Send the price', 'More'],
      evidence: evidence({ action_items: ['never said', 'send the price for 40 seats'] }),
    }),
    input,
  );
  expect(checked.dropped).toBe(2);
  expect(checked.analysis.action_items).toEqual(['Send the price']);
  expect(checked.analysis.evidence.action_items).toEqual(['send the price for 40 seats']);
});

test('a value whose quote is empty is dropped, a quote without a value goes with it', () => {
  const checked = checkEvidence(
    analysis({ product_usage: 'Daily', evidence: evidence({ monthly_volume: '40 seats' }) }),
    input,
  );
  expect(checked).toMatchObject({ dropped: 1, analysis: { product_usage: null, evidence: evidence({}) } });
});

test('numbers come from the quote, for an item also from the subject', () => {
  const checked = checkEvidence(
    analysis({
      action_items: ['Price invoice 7731', 'Price 41 seats'],
      monthly_volume: '480 seats a year',
      evidence: evidence({ action_items: ['send the price', 'send the price'], monthly_volume: '40 seats' }),
    }),
    { ...input, text: 'Please send the price for 40 seats' },
  );
  expect(checked.analysis.action_items).toEqual(['Price invoice 7731']);
  expect(checked.analysis.monthly_volume).toBeNull();
  expect(numbersAreCopied('1,200 a day', 'about 1,200 a day')).toBe(true);
  expect(numbersAreCopied('1.200 a day', 'about 1,200 a day')).toBe(false);
});

test('names, addresses and dates of suggestions are quotes too', () => {
  const checked = checkEvidence(
    analysis({
      referral: { name: 'Ana Lima', address: 'boss@evil.example', quote: 'Ask Ana Lima' },
      absence: { until: 'Monday', substitute: null, quote: 'never said' },
    }),
    input,
  );
  expect(checked.dropped).toBe(2);
  expect(checked.analysis.referral).toEqual({ name: 'Ana Lima', address: null, quote: 'Ask Ana Lima' });
  expect(checked.analysis.absence).toBeNull();
});
