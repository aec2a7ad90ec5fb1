import { type Analysis, saysPerson } from '../schema.ts';
import { countFacts, longestQuotation } from './facts.ts';
import type { LabeledCase } from './labeled-set.ts';

export const equalFields = ['kind', 'response_type', 'sentiment', 'follow_up_needed', 'product_interest'] as const;
export const scoredFields = [...equalFields, 'opportunity_score', 'action_item_count', 'action_items'] as const;
export type ScoredField = (typeof scoredFields)[number];

export const countedFields = ['product_usage', 'monthly_volume', 'pain_points'] as const;
export type CountedField = (typeof countedFields)[number];
export type Counts = { truePositive: number; falsePositive: number; falseNegative: number };

/** `right` lacks the fields that do not count for the case (of machine mail only kind and type do). */
export type CaseScore = {
  labeled: LabeledCase;
  analysis: Analysis;
  right: Partial<Record<ScoredField, boolean>>;
  counts: Record<CountedField, Counts>;
  quotes: { valid: number; total: number };
  /** How many of the pieces that a rep needs stand in summary or items. */
  facts: { found: number; total: number };
  /** Words in a row that the summary takes from the reply, at most. */
  quotation: number;
  /** 1, or 0.5 where a label is arguable. */
  weight: number;
};

const arguableWeight = 0.5;

const fold = (text: string) => text.replace(/\s+/gu, ' ').trim();
const contains = (texts: readonly (string | null)[], key: string) =>
  texts.some((text) => text?.toLowerCase().includes(key.toLowerCase()) ?? false);

/** Holds one analysis against its labels. */
export function scoreCase(labeled: LabeledCase, analysis: Analysis): CaseScore {
  const { expected } = labeled;
  const right: CaseScore['right'] = {
    kind: analysis.kind === expected.kind,
    response_type: analysis.response_type === expected.response_type,
  };
  if (saysPerson(expected.kind)) {
    right.sentiment = analysis.sentiment === expected.sentiment;
    right.follow_up_needed = analysis.follow_up_needed === expected.follow_up_needed;
    right.product_interest = analysis.product_interest === expected.product_interest;
    right.opportunity_score = within(
      analysis.opportunity_score,
      expected.opportunity_score_min,
      expected.opportunity_score_max,
    );
    const { action_items_min: fewest, action_items_max: most, action_item_keys: keys } = expected;
    if (fewest !== undefined && most !== undefined)
      right.action_item_count = within(analysis.action_items.length, fewest, most);
    const items = [...analysis.action_items, ...analysis.evidence.action_items];
    if (keys) right.action_items = keys.every((group) => group.some((key) => contains(items, key)));
  }
  return {
    labeled,
    analysis,
    right,
    counts: countsOf(labeled, analysis),
    quotes: quotesOf(labeled, analysis),
    facts: countFacts(expected.facts ?? [], [analysis.key_insights, ...analysis.action_items]),
    quotation: longestQuotation(analysis.key_insights, labeled.text),
    weight: expected.arguable ? arguableWeight : 1,
  };
}

const within = (value: number, min: number, max: number) => value >= min && value <= max;
const none: Counts = { truePositive: 0, falsePositive: 0, falseNegative: 0 };

function countsOf({ expected }: LabeledCase, analysis: Analysis): CaseScore['counts'] {
  if (!saysPerson(expected.kind)) return { product_usage: none, monthly_volume: none, pain_points: none };
  return {
    product_usage: countValue(expected.product_usage_keys, analysis.product_usage, analysis.evidence.product_usage),
    monthly_volume: countValue(expected.monthly_volume_keys, analysis.monthly_volume, analysis.evidence.monthly_volume),
    pain_points: countPains(expected, analysis),
  };
}

function countValue(keys: readonly string[] | null | undefined, value: string | null, quote: string | null): Counts {
  if (keys === undefined) return none;
  if (keys === null) return { ...none, falsePositive: value === null ? 0 : 1 };
  const found = keys.every((key) => key.split('|').some((alternative) => contains([value, quote], alternative)));
  return found ? { ...none, truePositive: 1 } : { ...none, falseNegative: 1 };
}

function countPains(expected: LabeledCase['expected'], analysis: Analysis): Counts {
  const texts = [...analysis.pain_points, ...analysis.evidence.pain_points];
  const keys = expected.pain_point_keys;
  if (!keys) return none;
  if (keys.length === 0) {
    // A complaint may well name a pain that the labels leave open; a content customer names none.
    const asksForNone = expected.response_type === 'standard' && expected.sentiment !== 'negative';
    return { ...none, falsePositive: asksForNone && analysis.pain_points.length > 0 ? 1 : 0 };
  }
  const found = keys.filter((group) => group.some((key) => contains(texts, key))).length;
  return { ...none, truePositive: found, falseNegative: keys.length - found };
}

function quotesOf(labeled: LabeledCase, { evidence, absence, referral }: Analysis): CaseScore['quotes'] {
  const text = fold(labeled.text);
  const quotes = [
    ...evidence.action_items,
    ...evidence.pain_points,
    evidence.product_usage,
    evidence.monthly_volume,
    absence?.quote ?? null,
    referral?.quote ?? null,
  ].filter((quote) => quote !== null);
  return { valid: quotes.filter((quote) => text.includes(fold(quote))).length, total: quotes.length };
}

export function sumCounts(counts: readonly Counts[]): Counts {
  return counts.reduce(
    (sum, one) => ({
      truePositive: sum.truePositive + one.truePositive,
      falsePositive: sum.falsePositive + one.falsePositive,
      falseNegative: sum.falseNegative + one.falseNegative,
    }),
    none,
  );
}

/** F1 = 2·TP / (2·TP + FP + FN); with nothing to find and nothing found it is 1. */
export function f1({ truePositive, falsePositive, falseNegative }: Counts): number {
  const denominator = 2 * truePositive + falsePositive + falseNegative;
  return denominator === 0 ? 1 : (2 * truePositive) / denominator;
}
