import type { ReadReply } from '../rules/read-reply.ts';
import { featuresOf } from './features.ts';
import { type Head, headNames, heads, offsets } from './heads.ts';
import { scoresOf } from './quantized.ts';
import { softmax } from './softmax.ts';
import type { Weights } from './weights.ts';

/** How likely each label of each head is, as shares of 1 in the order of `heads`. */
export type Opinion = Record<Head, number[]>;

export function opinionOf(reply: ReadReply, weights: Weights): Opinion {
  return sharesOf(scoresOf(weights.opinion, featuresOf(reply)), weights.temperatures);
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
