/** A text as hashed features: `buckets[i]` (0 … `bucketCount` - 1) is present with weight `values[i]`. */
export type Sparse = { buckets: Uint32Array; values: Float32Array };

/** Few enough for a file of weights that is read in no time, enough that two features seldom share one. */
export const bucketCount = 65_536;

const basis = 0x811c9dc5;
const prime = 0x01000193;

/** FNV-1a over UTF-16 units, continued from `seed` (http://www.isthe.com/chongo/tech/comp/fnv). */
export function hash(text: string, seed: number = basis): number {
  let state = seed;
  for (let index = 0; index < text.length; index += 1) state = Math.imul(state ^ text.charCodeAt(index), prime);
  return state >>> 0;
}

/** Spreads the upper bits into the lower ones, which choose the bucket. */
const bucketOf = (state: number, count: number): number => {
  let mixed = state ^ (state >>> 16);
  mixed = Math.imul(mixed, 0x7feb352d);
  mixed ^= mixed >>> 15;
  return (mixed >>> 0) % count;
};

/** One kind of features. All of a group together weigh `weight` (Euclidean norm), however many there are. */
export type Group = { weight: number; hashes: Set<number> };

/** Joins groups into one list; `fewest` keeps the few features of a very short text from weighing too much each. */
export function toSparse(groups: readonly Group[], fewest = 4): Sparse {
  const size = groups.reduce((sum, group) => sum + group.hashes.size, 0);
  const buckets = new Uint32Array(size);
  const values = new Float32Array(size);
  let at = 0;
  for (const { weight, hashes } of groups) {
    const value = weight / Math.sqrt(Math.max(fewest, hashes.size));
    for (const state of hashes) {
      buckets[at] = bucketOf(state, bucketCount);
      values[at] = value;
      at += 1;
    }
  }
  return { buckets, values };
}

/** Features that all weigh the same, their square sum 1. */
export function toBuckets(hashes: ReadonlySet<number>, count: number): Sparse {
  const buckets = new Uint32Array(hashes.size);
  let at = 0;
  for (const state of hashes) {
    buckets[at] = bucketOf(state, count);
    at += 1;
  }
  return { buckets, values: new Float32Array(hashes.size).fill(1 / Math.sqrt(hashes.size)) };
}
