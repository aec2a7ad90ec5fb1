import { seeded } from '../seeded.ts';

export type Interval = { low: number; high: number };

/** Wilson score interval of a proportion at 95 % (Wilson 1927); an empty sample says nothing: 0 to 1. */
export function wilson(successes: number, total: number): Interval {
  if (total === 0) return { low: 0, high: 1 };
  const z = 1.959964;
  const share = successes / total;
  const denominator = 1 + z ** 2 / total;
  const centre = share + z ** 2 / (2 * total);
  const spread = z * Math.sqrt((share * (1 - share)) / total + z ** 2 / (4 * total ** 2));
  return { low: Math.max(0, (centre - spread) / denominator), high: Math.min(1, (centre + spread) / denominator) };
}

/** Percentile bootstrap at 95 % over cases, seeded so that the same set gives the same interval. */
export function bootstrap<Case>(
  cases: readonly Case[],
  statistic: (sample: readonly Case[]) => number,
  rounds = 1000,
): Interval {
  if (cases.length === 0) return { low: 0, high: 1 };
  const random = seeded(20_261_122);
  const values = Array.from({ length: rounds }, () =>
    statistic(cases.map(() => cases[Math.floor(random() * cases.length)]!)),
  ).sort((a, b) => a - b);
  return { low: values[Math.floor(rounds * 0.025)]!, high: values[Math.ceil(rounds * 0.975) - 1]! };
}
