import { expect, test } from 'vitest';
import { calibrate, confidenceOf, withClearGroup } from '../../../lib/analysis/second-opinion/calibrate.ts';
import { headSizes, outputCount } from '../../../lib/analysis/second-opinion/heads.ts';
import { type Example, learn, rawScores } from '../../../lib/analysis/second-opinion/learn.ts';
import { quantize, scoresOf } from '../../../lib/analysis/second-opinion/quantized.ts';
import { salienceBuckets, salienceOutputs } from '../../../lib/analysis/second-opinion/salience-features.ts';
import { bucketCount } from '../../../lib/analysis/second-opinion/sparse.ts';
import { decodeWeights, encodeWeights, shippedWeights } from '../../../lib/analysis/second-opinion/weights.ts';

const layout = { buckets: 4, heads: [2] };
const sparse = (...buckets: number[]) => ({
  buckets: Uint32Array.from(buckets),
  values: new Float32Array(buckets.length).fill(1),
});
const example = (bucket: number, label: 0 | 1): Example => ({
  features: sparse(bucket),
  targets: Float32Array.of(label === 0 ? 1 : 0, label === 1 ? 1 : 0),
  weight: 1,
});
const examples = Array.from({ length: 40 }, (_, index) => example(index % 2, index % 2 === 0 ? 0 : 1));

test('learns what tells two labels apart, the same way each time', () => {
  const weights = learn(layout, examples);
  const zero = rawScores(weights, 2, sparse(0));
  const one = rawScores(weights, 2, sparse(1));
  expect(zero[0]).toBeGreaterThan(zero[1]!);
  expect(one[1]).toBeGreaterThan(one[0]!);
  expect(learn(layout, examples)).toEqual(weights);
});

test('rounded weights say nearly the same', () => {
  const weights = learn(layout, examples);
  const exact = rawScores(weights, 2, sparse(0, 1));
  const rounded = scoresOf(quantize(weights, 2), sparse(0, 1));
  for (const [at, value] of exact.entries()) expect(rounded[at]).toBeCloseTo(value, 1);
});

test('the widest clear group begins at 0.9, and what is below stays below', () => {
  // Right in 100 % at the top, in 80 % in the middle, in half below.
  const outcomes = Array.from({ length: 300 }, (_, index) => ({
    sure: index / 300,
    right: index >= 200 || (index >= 100 ? index % 5 > 0 : index % 2 > 0),
    weight: 1,
  }));
  const table = withClearGroup(calibrate(outcomes, 50), outcomes, { from: 0.9, right: 0.925 });
  const clear = outcomes.filter(({ sure }) => confidenceOf(sure, table) >= 0.9);
  expect(clear.length).toBeGreaterThan(140);
  expect(clear.filter(({ right }) => right).length / clear.length).toBeGreaterThanOrEqual(0.925);
  expect(confidenceOf(1, table)).toBeGreaterThan(0.95);
  expect(confidenceOf(0.2, table)).toBeLessThan(0.9);
  const shares = table.map(([, share]) => share);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
});

test('confidence rises with the measure and is the share that was right', () => {
  const outcomes = Array.from({ length: 400 }, (_, index) => ({
    sure: index / 400,
    right: index % 10 < (index < 200 ? 5 : 9),
    weight: 1,
  }));
  const table = calibrate(outcomes, 50);
  expect(table.map(([, right]) => right)).toEqual(table.map(([, right]) => right).toSorted((a, b) => a - b));
  expect(confidenceOf(0.1, table)).toBeCloseTo(0.5, 1);
  expect(confidenceOf(0.9, table)).toBeCloseTo(0.9, 1);
});

test('weights survive their file, and a file of another shape is refused', () => {
  const weights = shippedWeights();
  const file = encodeWeights(weights);
  expect(decodeWeights(file)).toEqual(weights);
  expect(file.length).toBeLessThanOrEqual(1_500_000);
  expect(() => decodeWeights(file.subarray(0, file.length - 1))).toThrow(/npm run train/);
  expect(weights.opinion.steps.length).toBe(bucketCount * outputCount);
  expect(weights.salience.steps.length).toBe(salienceBuckets * salienceOutputs);
  expect(headSizes.reduce((sum, size) => sum + size, 0)).toBe(outputCount);
});
