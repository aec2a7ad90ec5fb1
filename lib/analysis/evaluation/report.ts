import { saysPerson } from '../schema.ts';
import { isGeneric } from './facts.ts';
import { bootstrap, type Interval, wilson } from './intervals.ts';
import { type CaseScore, countedFields, f1, scoredFields, sumCounts } from './score.ts';

/** `interval` is at 95 %; `value` and its ends are shares of 1. */
export type Figure = { name: string; value: number; interval: Interval; of: number };
export type Confusion = { labels: string[]; rows: { expected: string; counts: number[] }[] };
export type CalibrationBin = { from: number; share: number; right: number; interval: Interval; of: number };
export type Report = {
  cases: number;
  figures: Figure[];
  confusion: { kind: Confusion; response_type: Confusion };
  calibration: CalibrationBin[];
};

/** Accuracy, F1, recall, false alarms and evidence validity of one analyst on one set; arguable labels count half. */
export function buildReport(scores: readonly CaseScore[]): Report {
  const persons = scores.filter(({ labeled }) => saysPerson(labeled.expected.kind));
  return {
    cases: scores.length,
    figures: [
      ...scoredFields.map((field) => share(field, scores, ({ right }) => right[field])),
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
        persons.filter(({ labeled }) => labeled.expected.response_type === 'standard'),
        ({ right }) => right.response_type === false,
      ),
      ...writtenFigures(persons),
      evidence(scores),
    ],
    confusion: { kind: confusionOf(scores, 'kind'), response_type: confusionOf(scores, 'response_type') },
    calibration: calibrationOf(persons),
  };
}

/** Longest run of the reply's words that a summary may repeat. */
const mostQuoted = 6;

/** What a rep reads: facts found, summaries that repeat the reply, items that would fit any reply. */
function writtenFigures(persons: readonly CaseScore[]): Figure[] {
  const withFacts = persons.filter(({ facts }) => facts.total > 0);
  const statistic = (sample: readonly CaseScore[]) =>
    sample.reduce((sum, { facts }) => sum + facts.found, 0) /
    Math.max(
      1,
      sample.reduce((sum, { facts }) => sum + facts.total, 0),
    );
  const generic = genericItems(persons);
  return [
    {
      name: 'facts found',
      value: statistic(withFacts),
      interval: bootstrap(withFacts, statistic),
      of: withFacts.length,
    },
    share('long quotations', persons, ({ quotation }) => quotation > mostQuoted),
    { ...generic, name: 'generic items', value: generic.of === 0 ? 0 : generic.value },
  ];
}

function genericItems(persons: readonly CaseScore[]): Figure {
  const items = persons.flatMap(({ analysis }) => analysis.action_items);
  const generic = items.filter(isGeneric).length;
  return { name: '', value: generic / items.length, interval: wilson(generic, items.length), of: items.length };
}

function share(name: string, scores: readonly CaseScore[], test: (score: CaseScore) => boolean | undefined): Figure {
  const known = scores.filter((score) => test(score) !== undefined);
  const total = known.reduce((sum, { weight }) => sum + weight, 0);
  const hits = known.filter(test).reduce((sum, { weight }) => sum + weight, 0);
  return { name, value: total === 0 ? 0 : hits / total, interval: wilson(hits, total), of: known.length };
}

function recall(scores: readonly CaseScore[], type: 'high_value' | 'needs_handling'): Figure {
  const expected = scores.filter(({ labeled }) => labeled.expected.response_type === type);
  return share(`recall ${type}`, expected, ({ analysis }) => analysis.response_type === type);
}

const bins = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01];

/** How often the type was right, by the confidence that was given; `share` is the part of all replies in the bin. */
function calibrationOf(persons: readonly CaseScore[]): CalibrationBin[] {
  const total = persons.reduce((sum, { weight }) => sum + weight, 0);
  return bins.slice(0, -1).flatMap((from, index) => {
    const to = bins[index + 1]!;
    const within = persons.filter(({ analysis }) => analysis.confidence >= from && analysis.confidence < to);
    const weight = within.reduce((sum, one) => sum + one.weight, 0);
    const { value, interval } = share('', within, ({ right }) => right.response_type);
    return within.length === 0 ? [] : [{ from, share: weight / total, right: value, interval, of: within.length }];
  });
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

/** Milliseconds a reply, half and 95 % of them no longer, and US dollars for 1,000 replies. */
export type Effort = { medianMs: number; p95Ms: number; usdPerThousand: number };

export function effortOf(runs: readonly { ms: number; costUsd: number }[]): Effort {
  const times = runs.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;
  const cost = runs.reduce((sum, { costUsd }) => sum + costUsd, 0);
  return { medianMs: at(0.5), p95Ms: at(0.95), usdPerThousand: (1000 * cost) / Math.max(1, runs.length) };
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
