import { seeded } from '../seeded.ts';
import { softmax } from './softmax.ts';
import type { Sparse } from './sparse.ts';

/** `targets[i]` is the wanted probability of output i; a head whose targets are all 0 is not taught by the example. */
export type Example = { features: Sparse; targets: Float32Array; weight: number };

/** How many buckets there are, and how many outputs each head has, in their order. */
export type Layout = { buckets: number; heads: readonly number[] };

export type LearnOptions = { rounds: number; rate: number; decay: number; seed: number };
export const learnDefaults: LearnOptions = { rounds: 8, rate: 0.1, decay: 3e-3, seed: 7 };

/**
 * Multinomial logistic regression for all heads at once, by stochastic gradient descent with a rate for each weight
 * (AdaGrad, Duchi et al. 2011) and averaged over the last half of the rounds. The same examples give the same weights:
 * row `bucket`, column `output`.
 */
export function learn(
  layout: Layout,
  examples: readonly Example[],
  options: LearnOptions = learnDefaults,
): Float32Array {
  const outputCount = layout.heads.reduce((sum, count) => sum + count, 0);
  const { rounds, rate, decay, seed } = options;
  const random = seeded(seed);
  const weights = new Float32Array(layout.buckets * outputCount);
  const squares = new Float32Array(layout.buckets * outputCount).fill(1e-2);
  const mean = new Float32Array(layout.buckets * outputCount);
  const order = examples.map((_, index) => index);
  const gradient = new Float32Array(outputCount);
  const averaged = Math.ceil(rounds / 2);
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, random);
    for (const index of order) step(examples[index]!);
    if (round >= rounds - averaged) for (let at = 0; at < mean.length; at += 1) mean[at]! += weights[at]! / averaged;
  }
  return mean;

  function step({ features, targets, weight }: Example): void {
    const { buckets, values } = features;
    const outputs = rawScores(weights, outputCount, features);
    let from = 0;
    for (const count of layout.heads) {
      const to = from + count;
      let taught = 0;
      for (let at = from; at < to; at += 1) taught += targets[at]!;
      softmax(outputs, from, to);
      // Several labels may be right ("2 to 3"): the share of each within what the model gives to all of them.
      let allowed = 0;
      for (let at = from; at < to; at += 1) if (targets[at]! > 0) allowed += outputs[at]!;
      for (let at = from; at < to; at += 1) {
        const wanted = targets[at]! > 0 ? (targets[at]! * outputs[at]!) / Math.max(allowed, 1e-9) : 0;
        gradient[at] = taught === 0 ? 0 : (outputs[at]! - wanted) * weight;
      }
      from = to;
    }
    for (let feature = 0; feature < buckets.length; feature += 1) {
      const value = values[feature]!;
      const row = buckets[feature]! * outputCount;
      for (let at = 0; at < outputCount; at += 1) {
        const slope = gradient[at]! * value + decay * weights[row + at]!;
        const seen = squares[row + at]! + slope * slope;
        squares[row + at] = seen;
        weights[row + at]! -= (rate * slope) / Math.sqrt(seen);
      }
    }
  }
}

/** The sum of the weights of all features present, for each output. */
export function rawScores(weights: Float32Array, outputCount: number, { buckets, values }: Sparse): Float32Array {
  const scores = new Float32Array(outputCount);
  for (let feature = 0; feature < buckets.length; feature += 1) {
    const row = buckets[feature]! * outputCount;
    const value = values[feature]!;
    for (let at = 0; at < outputCount; at += 1) scores[at]! += weights[row + at]! * value;
  }
  return scores;
}

function shuffle(order: number[], random: () => number): void {
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
}
