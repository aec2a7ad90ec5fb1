import { expect, test } from 'vitest';
import { bootstrap, wilson } from '../../../lib/analysis/evaluation/intervals.ts';
import { LabeledSetError, parseLabeledSet } from '../../../lib/analysis/evaluation/labeled-set.ts';
import { buildReport, compare, effortOf } from '../../../lib/analysis/evaluation/report.ts';
import { f1, scoreCase } from '../../../lib/analysis/evaluation/score.ts';
import type { Analysis } from '../../../lib/analysis/index.ts';

const text = 'We send 40k mails a month and half of them bounce.';
const line = (expected: Record<string, unknown> = {}) =>
  JSON.stringify({
    id: 'one',
    lang: 'en',
    text,
    expected: {
      kind: 'human',
      response_type: 'standard',
      sentiment: 'neutral',
      opportunity_score_min: 2,
      opportunity_score_max: 3,
      follow_up_needed: false,
      product_interest: 'none',
      action_items_min: 0,
      action_items_max: 1,
      action_item_keys: [],
      product_usage_keys: null,
      monthly_volume_keys: ['40k|40.000'],
      pain_point_keys: [['bounce', 'spam']],
      ...expected,
    },
  });
const labeled = (expected?: Record<string, unknown>) => parseLabeledSet(line(expected))[0]!;

const analysis: Analysis = {
  kind: 'human',
  response_type: 'standard',
  key_insights: '',
  sentiment: 'neutral',
  opportunity_score: 3,
  follow_up_needed: false,
  product_interest: 'none',
  action_items: ['Look into the bounces'],
  product_usage: null,
  monthly_volume: '40k mails a month',
  pain_points: ['Bounces'],
  evidence: {
    action_items: ['half of them bounce'],
    product_usage: null,
    monthly_volume: '40k mails a month',
    pain_points: ['half of them  bounce'],
  },
  confidence: 1,
  doubt: null,
  absence: null,
  referral: null,
  flags: [],
};

test('all right', () => {
  const score = scoreCase(labeled(), analysis);
  expect(Object.values(score.right).every(Boolean)).toBe(true);
  expect(score.counts.monthly_volume.truePositive + score.counts.pain_points.truePositive).toBe(2);
  expect(score.quotes).toEqual({ valid: 3, total: 3 });
});

test('keys match a value or its quote, case folded; a miss is a false negative', () => {
  expect(scoreCase(labeled({ action_item_keys: [['BOUNCE'], ['refund']] }), analysis).right.action_items).toBe(false);
  expect(scoreCase(labeled({ product_usage_keys: ['newsletter'] }), analysis).counts.product_usage.falseNegative).toBe(
    1,
  );
  expect(scoreCase(labeled({ monthly_volume_keys: null }), analysis).counts.monthly_volume.falsePositive).toBe(1);
});

test('a pain that nobody asked for is false only on a content, ordinary reply', () => {
  const none = { pain_point_keys: [] };
  expect(scoreCase(labeled(none), analysis).counts.pain_points.falsePositive).toBe(1);
  expect(scoreCase(labeled({ ...none, sentiment: 'negative' }), analysis).counts.pain_points.falsePositive).toBe(0);
  expect(
    scoreCase(labeled({ ...none, response_type: 'needs_handling' }), analysis).counts.pain_points.falsePositive,
  ).toBe(0);
});

test('of machine mail only kind and type count', () => {
  const score = scoreCase(labeled({ kind: 'bounce', response_type: null }), analysis);
  expect(score.right).toEqual({ kind: false, response_type: false });
});

test('an invented quote is invalid evidence', () => {
  const score = scoreCase(labeled(), {
    ...analysis,
    evidence: { ...analysis.evidence, pain_points: ['all of them'] },
  });
  expect(score.quotes).toEqual({ valid: 2, total: 3 });
});

test('the report tells recall, false alarms and confusion', () => {
  const wrong = { ...analysis, response_type: 'high_value' as const };
  const scores = [
    scoreCase(labeled(), wrong),
    scoreCase(labeled(), analysis),
    scoreCase(labeled({ response_type: 'high_value' }), wrong),
  ];
  const report = buildReport(scores);
  const figure = (name: string) => report.figures.find((one) => one.name === name)?.value;
  expect(figure('false alarms')).toBe(0.5);
  expect(figure('recall high_value')).toBe(1);
  expect(figure('response_type')).toBeCloseTo(2 / 3);
  expect(report.confusion.response_type).toEqual({
    labels: ['high_value', 'standard'],
    rows: [
      { expected: 'high_value', counts: [1, 0] },
      { expected: 'standard', counts: [1, 1] },
    ],
  });
  const [comparison] = compare(scores, scores.toReversed()).filter(({ field }) => field === 'response_type');
  expect(comparison).toEqual({ field: 'response_type', onlyFirst: 1, onlySecond: 1, p: 1 });
});

test('what a run took: median, 95 % and the cost of 1,000', () => {
  const runs = Array.from({ length: 100 }, (_, index) => ({ ms: index + 1, costUsd: 0.5 }));
  expect(effortOf(runs)).toEqual({ medianMs: 51, p95Ms: 96, usdPerThousand: 500 });
  expect(effortOf([])).toEqual({ medianMs: 0, p95Ms: 0, usdPerThousand: 0 });
});

test('intervals: Wilson by its formula, bootstrap the same each time', () => {
  const { low, high } = wilson(8, 10);
  expect(low).toBeCloseTo(0.4902, 4);
  expect(high).toBeCloseTo(0.9433, 4);
  const mean = (sample: readonly number[]) => sample.reduce((sum, value) => sum + value, 0) / sample.length;
  const values = [0, 1, 1, 1, 0, 1, 0, 1];
  expect(bootstrap(values, mean)).toEqual(bootstrap(values, mean));
  expect(bootstrap(values, mean).low).toBeLessThan(mean(values));
  expect(f1({ truePositive: 3, falsePositive: 1, falseNegative: 1 })).toBe(0.75);
});

test.each(['{', '{"id":"x"}', 'null'])('a bad line is named: %s', (bad) => {
  expect(() => parseLabeledSet(`${line()}\n${bad}`)).toThrow(LabeledSetError);
  expect(() => parseLabeledSet(`${line()}\n${bad}`)).toThrow(/Line 2/);
});
