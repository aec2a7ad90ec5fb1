import type { Sparse } from './sparse.ts';

/** A matrix in whole steps from -127 to 127, a row for each bucket; `scales`: the size of a step, for each output. */
export type Quantized = { steps: Int8Array; scales: readonly number[] };

/** Rounds weights to whole steps, each output by its own scale: the largest weight is 127 steps. */
export function quantize(weights: Float32Array, outputs: number): Quantized {
  const largest = new Float32Array(outputs);
  for (let at = 0; at < weights.length; at += 1)
    largest[at % outputs] = Math.max(largest[at % outputs]!, Math.abs(weights[at]!));
  const scales = Array.from(largest, (value) => value / 127 || 1);
  const steps = Int8Array.from(weights, (value, at) => Math.round(value / scales[at % outputs]!));
  return { scales, steps };
}

/** The sum of the weights of all features present, for each output. */
export function scoresOf({ steps, scales }: Quantized, { buckets, values }: Sparse): Float32Array {
  const outputs = scales.length;
  const scores = new Float32Array(outputs);
  for (let feature = 0; feature < buckets.length; feature += 1) {
    const row = buckets[feature]! * outputs;
    const value = values[feature]!;
    for (let at = 0; at < outputs; at += 1) scores[at]! += steps[row + at]! * value;
  }
  for (let at = 0; at < outputs; at += 1) scores[at]! *= scales[at]!;
  return scores;
}
