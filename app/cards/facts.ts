import type { AnalysisView } from '../../cards/dto/timeline.ts';
import { isMarkedIn, sameWords } from './quotes.ts';
import type { CardWords } from './words/en.ts';

export type Fact = {
  label: string;
  value: string;
  /** The words it rests on, where they say more than the value. */
  quote: string | null;
};

type Words = {
  analysis: CardWords['analysis'];
  shared: { field: Record<'product_usage' | 'monthly_volume' | 'pain_points', string> };
};

/** What they said of usage, volume and problems, and to whom they referred us; what the summary says already is left out. */
export function factsOf({ fields }: AnalysisView, words: Words): Fact[] {
  const { evidence, referral } = fields;
  const { field } = words.shared;
  const named = [referral?.name, referral?.address].filter(Boolean).join(', ') || null;
  const facts = [
    { label: field.product_usage, value: fields.product_usage, quote: evidence.product_usage },
    { label: field.monthly_volume, value: fields.monthly_volume, quote: evidence.monthly_volume },
    ...fields.pain_points.map((value, n) => ({
      label: field.pain_points,
      value,
      quote: evidence.pain_points[n] ?? null,
    })),
    { label: words.analysis.referral, value: named, quote: referral?.quote ?? null },
  ];
  return facts.flatMap(({ label, value, quote }) =>
    value ? [{ label, value, quote: quote && !sameWords(value, quote) ? quote : null }] : [],
  );
}

const SENTENCE_WORDS = 6;

/** A value that is a sentence of the text which is shown says nothing new; a short one names what the text says. */
export const saysMore = ({ value }: Fact, shownText: string): boolean =>
  value.split(/\s+/).length < SENTENCE_WORDS || !isMarkedIn(shownText, value);

/** All words of a reply that its analysis rests on. */
export function quotesOf({ fields: { evidence, referral } }: AnalysisView): string[] {
  const { action_items, pain_points, product_usage, monthly_volume } = evidence;
  return [...action_items, ...pain_points, product_usage, monthly_volume, referral?.quote].filter(
    (quote): quote is string => !!quote,
  );
}
