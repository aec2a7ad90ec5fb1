/** Turns scores `from`..`to` into shares of 1 in place, after dividing them by `temperature`. */
export function softmax(scores: Float32Array, from: number, to: number, temperature = 1): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (let at = from; at < to; at += 1) highest = Math.max(highest, scores[at]!);
  let sum = 0;
  for (let at = from; at < to; at += 1) {
    const share = Math.exp((scores[at]! - highest) / temperature);
    scores[at] = share;
    sum += share;
  }
  for (let at = from; at < to; at += 1) scores[at]! /= sum;
}
