import { type Head, heads } from './heads.ts';
import type { Opinion } from './opinion.ts';

/** The heads whose labels go together; who wrote is another matter. */
export const joined = [
  'response_type',
  'product_interest',
  'sentiment',
  'opportunity_score',
  'follow_up_needed',
] as const;
export type Joined = (typeof joined)[number];
/** One label for each joined head, as indices into `heads`. */
export type Labels = Record<Joined, number>;

/**
 * How well two labels go together: the log of how much more often they were seen together than by chance, by
 * `type:1 interest:3`-like places: `company[a][i][b][j]` for head number a before b.
 */
export type Company = number[][][][];

/** How much company counts beside the words; 0.1 to 0.3 does about the same. */
const companyWeight = 0.2;

/**
 * Added to the log share of each type before labels are settled. Complaints are found well (87 % on authors a and b), and one
 * ordinary reply in five was taken for something else: the weight of doubt goes to `standard`, and to `high_value` as much as
 * keeps its recall.
 */
const leanings: Record<(typeof heads.response_type)[number], number> = {
  standard: 0.5,
  high_value: 0.35,
  needs_handling: 0,
};

/** Learns from sets of labels which go together; one is added everywhere so that the unseen is unlikely, not impossible. */
export function learnCompany(seen: readonly Labels[]): Company {
  const count = (head: Joined, label: number) => seen.filter((labels) => labels[head] === label).length + 1;
  return joined.map((first, a) =>
    range(first).map((i) =>
      joined.map((second, b) =>
        b <= a
          ? []
          : range(second).map((j) => {
              const together = seen.filter((labels) => labels[first] === i && labels[second] === j).length + 0.5;
              return rounded(Math.log((together * seen.length) / (count(first, i) * count(second, j))));
            }),
      ),
    ),
  );
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;
const range = (head: Head): number[] => heads[head].map((_, index) => index);

/** The log of a share that no company makes up for. */
const impossible = -12;

/** The most likely set of labels that go together, and how likely each response type is over all sets. */
export function settle(opinion: Opinion, company: Company): { labels: Labels; types: number[] } {
  let best: { labels: Labels; score: number } | undefined;
  const types: number[] = heads.response_type.map(() => 0);
  const log = joined.map((head) =>
    opinion[head].map((share, label) => {
      const leaning = head === 'response_type' ? leanings[heads.response_type[label]!] : 0;
      return Math.log(Math.max(share, 1e-9)) + leaning;
    }),
  );
  const at = [0, 0, 0, 0, 0];
  const walk = (head: number, score: number): void => {
    if (head === joined.length) {
      types[at[0]!]! += Math.exp(score);
      if (!best || score > best.score)
        best = { score, labels: Object.fromEntries(joined.map((name, index) => [name, at[index]!])) as Labels };
      return;
    }
    for (let label = 0; label < log[head]!.length; label += 1) {
      if (log[head]![label]! < impossible) continue;
      at[head] = label;
      let next = score + log[head]![label]!;
      for (let before = 0; before < head; before += 1)
        next += companyWeight * company[before]![at[before]!]![head]![label]!;
      walk(head + 1, next);
    }
  };
  walk(0, 0);
  const sum = types.reduce((total, share) => total + share, 0);
  return { labels: best!.labels, types: types.map((share) => share / sum) };
}
