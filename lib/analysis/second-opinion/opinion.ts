import type { ReadReply } from '../rules/read-reply.ts';
import { featuresOf } from './features.ts';
import { type Head, headNames, heads, offsets, outputCount } from './heads.ts';
import { softmax } from './softmax.ts';
import type { Sparse } from './sparse.ts';
import type { Weights } from './weights.ts';

/** How likely each label of each head is, as shares of 1 in the order of `heads`. */
export type Opinion = Record<Head, number[]>;

export function opinionOf(reply: ReadReply, weights: Weights): Opinion {
  return sharesOf(scoreSteps(weights, featuresOf(reply)), weights.temperatures);
}

export function sharesOf(scores: Float32Array, temperatures: Weights['temperatures']): Opinion {
  const shares = scores.slice();
  const opinion = {} as Opinion;
  for (const name of headNames) {
    const to = offsets[name] + heads[name].length;
    softmax(shares, offsets[name], to, temperatures[name]);
    opinion[name] = [...shares.subarray(offsets[name], to)];
  }
  return opinion;
}

function scoreSteps({ steps, scales }: Weights, { buckets, values }: Sparse): Float32Array {
  const scores = new Float32Array(outputCount);
  for (let feature = 0; feature < buckets.length; feature += 1) {
    const row = buckets[feature]! * outputCount;
    const value = values[feature]!;
    for (let at = 0; at < outputCount; at += 1) scores[at]! += steps[row + at]! * value;
  }
  for (let at = 0; at < outputCount; at += 1) scores[at]! *= scales[at]!;
  return scores;
}
