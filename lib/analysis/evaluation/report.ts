import { bootstrap, type Interval, wilson } from './intervals.ts';
import { type CaseScore, countedFields, f1, isPerson, scoredFields, sumCounts } from './score.ts';

/** `interval` is at 95 %; `value` and its ends are shares of 1. */
export type Figure = { name: string; value: number; interval: Interval; of: number };
export type Confusion = { labels: string[]; rows: { expected: string; counts: number[] }[] };
export type Report = { cases: number; figures: Figure[]; confusion: { kind: Confusion; response_type: Confusion } };

/** Accuracy, F1, recall, false alarms and evidence validity of one analyst on one set. */
export function buildReport(scores: readonly CaseScore[]): Report {
  return {
    cases: scores.length,
    figures: [
      ...scoredFields.map((field) => share(field, scores.map((score) => score.right[field]).filter(isKnown))),
      ...countedFields.map((field): Figure => {
        const statistic = (sample: readonly CaseScore[]) => f1(sumCounts(sample.map((score) => score.counts[field])));
        return {
          name: `${field} F1`,
          value: statistic(scores),
          interval: bootstrap(scores, statistic),
          of: scores.length,
        };
      }),
      recall(scores, 'high_value'),
      recall(scores, 'needs_handling'),
      share(
        'false alarms',
        scores
          .filter(({ labeled }) => labeled.expected.response_type === 'standard' && isPerson(labeled.expected.kind))
          .map(({ right }) => right.response_type === false),
      ),
      evidence(scores),
    ],
    confusion: { kind: confusionOf(scores, 'kind'), response_type: confusionOf(scores, 'response_type') },
  };
}

const isKnown = (right: boolean | undefined): right is boolean => right !== undefined;

function share(name: string, right: readonly boolean[]): Figure {
  const hits = right.filter(Boolean).length;
  return {
    name,
    value: right.length === 0 ? 0 : hits / right.length,
    interval: wilson(hits, right.length),
    of: right.length,
  };
}

function recall(scores: readonly CaseScore[], type: 'high_value' | 'needs_handling'): Figure {
  const expected = scores.filter(({ labeled }) => labeled.expected.response_type === type);
  return share(
    `recall ${type}`,
    expected.map(({ analysis }) => analysis.response_type === type),
  );
}

function evidence(scores: readonly CaseScore[]): Figure {
  const valid = scores.reduce((sum, { quotes }) => sum + quotes.valid, 0);
  const total = scores.reduce((sum, { quotes }) => sum + quotes.total, 0);
  return {
    name: 'evidence validity',
    value: total === 0 ? 1 : valid / total,
    interval: wilson(valid, total),
    of: total,
  };
}

function confusionOf(scores: readonly CaseScore[], field: 'kind' | 'response_type'): Confusion {
  const pairs = scores.map(
    ({ labeled, analysis }) => [String(labeled.expected[field]), String(analysis[field])] as const,
  );
  const labels = [...new Set(pairs.flat())].sort();
  const count = (expected: string, got: string) =>
    pairs.filter((pair) => pair[0] === expected && pair[1] === got).length;
  return { labels, rows: labels.map((expected) => ({ expected, counts: labels.map((got) => count(expected, got)) })) };
}

/** How two analysts differ on the same cases: who alone is right how often, and the exact McNemar test of that. */
export type Comparison = { field: string; onlyFirst: number; onlySecond: number; p: number };

export function compare(first: readonly CaseScore[], second: readonly CaseScore[]): Comparison[] {
  return scoredFields.map((field) => {
    const pairs = first.map((score, index) => [score.right[field], second[index]?.right[field]] as const);
    const onlyFirst = pairs.filter(([a, b]) => a === true && b === false).length;
    const onlySecond = pairs.filter(([a, b]) => a === false && b === true).length;
    return { field, onlyFirst, onlySecond, p: mcnemar(onlyFirst, onlySecond) };
  });
}

/** Two-sided exact McNemar test: a fair coin tossed once for each case on which the two disagree. */
function mcnemar(a: number, b: number): number {
  const tosses = a + b;
  let term = 0.5 ** tosses;
  let tail = 0;
  for (let heads = 0; heads <= Math.min(a, b); heads += 1) {
    tail += term;
    term = (term * (tosses - heads)) / (heads + 1);
  }
  return Math.min(1, 2 * tail);
}
