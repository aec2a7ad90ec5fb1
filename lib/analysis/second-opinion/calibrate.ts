import { headNames, heads, offsets } from './heads.ts';
import type { Example } from './learn.ts';
import { softmax } from './softmax.ts';
import type { Weights } from './weights.ts';

/** An example and the scores that a model gave it which had not seen its hand. */
export type Prediction = { example: Example; scores: Float32Array };

/** For each head the temperature under which its shares fit best what was right (Guo et al. 2017). */
export function temperaturesOf(predictions: readonly Prediction[]): Weights['temperatures'] {
  const candidates = Array.from({ length: 40 }, (_, index) => 0.4 * 1.06 ** index);
  return Object.fromEntries(
    headNames.map((name) => {
      const losses = candidates.map((temperature) =>
        lossOf(predictions, offsets[name], heads[name].length, temperature),
      );
      return [name, candidates[losses.indexOf(Math.min(...losses))]!];
    }),
  ) as Weights['temperatures'];
}

function lossOf(predictions: readonly Prediction[], from: number, count: number, temperature: number): number {
  let loss = 0;
  for (const { example, scores } of predictions) {
    const shares = scores.slice();
    softmax(shares, from, from + count, temperature);
    let right = 0;
    let taught = false;
    for (let at = from; at < from + count; at += 1) {
      if (example.targets[at]! === 0) continue;
      taught = true;
      right += shares[at]!;
    }
    if (taught) loss -= example.weight * Math.log(Math.max(right, 1e-9));
  }
  return loss;
}

/** How sure a decision was (any rising measure), whether it was right, and how much the case counts. */
export type Outcome = { sure: number; right: boolean; weight: number };

/**
 * Rising pairs [at least this sure, right in this share], by pooling neighbours that are out of order (isotonic
 * regression, Zadrozny & Elkan 2002), in blocks of at least `fewest` cases so that a single one moves nothing.
 */
export function calibrate(outcomes: readonly Outcome[], fewest = 60): [number, number][] {
  const sorted = outcomes.toSorted((a, b) => a.sure - b.sure);
  const blocks: { from: number; right: number; weight: number; count: number }[] = [];
  for (const { sure, right, weight } of sorted) {
    const open = blocks.at(-1);
    if (open && open.count < fewest) {
      open.right += right ? weight : 0;
      open.weight += weight;
      open.count += 1;
    } else blocks.push({ from: sure, right: right ? weight : 0, weight, count: 1 });
  }
  for (let index = 1; index < blocks.length; ) {
    const before = blocks[index - 1]!;
    const block = blocks[index]!;
    if (before.right / before.weight < block.right / block.weight) index += 1;
    else {
      blocks.splice(index - 1, 2, {
        from: before.from,
        right: before.right + block.right,
        weight: before.weight + block.weight,
        count: before.count + block.count,
      });
      index = Math.max(1, index - 1);
    }
  }
  return blocks.map(({ from, right, weight }, index) => [index === 0 ? 0 : rounded(from), rounded(right / weight)]);
}

/**
 * The same pairs with the widest group of the clearest cases of which `right` were right raised to at least `from`: 0.9 and
 * more then says "right in more than nine of ten such replies", and within the group the clearer still have more.
 */
export function withClearGroup(
  table: readonly [number, number][],
  outcomes: readonly Outcome[],
  { from, right }: { from: number; right: number },
): [number, number][] {
  let hits = 0;
  let all = 0;
  let start = Number.POSITIVE_INFINITY;
  for (const outcome of outcomes.toSorted((a, b) => b.sure - a.sure)) {
    all += outcome.weight;
    if (outcome.right) hits += outcome.weight;
    if (hits / all >= right) start = rounded(outcome.sure);
  }
  const below = table.filter(([sure]) => sure < start);
  const above = table.filter(([sure]) => sure > start);
  const first: [number, number][] = start === Number.POSITIVE_INFINITY ? [] : [[start, confidenceOf(start, table)]];
  return [
    ...below.map(([sure, share]): [number, number] => [sure, Math.min(share, from - 0.01)]),
    ...[...first, ...above].map(([sure, share]): [number, number] => [sure, Math.max(share, from)]),
  ];
}

const rounded = (value: number) => Math.round(value * 10_000) / 10_000;

/** The calibrated share for `sure`, from pairs that `calibrate` made. */
export function confidenceOf(sure: number, table: readonly (readonly [number, number])[]): number {
  return table.findLast(([from]) => from <= sure)?.[1] ?? 0;
}
