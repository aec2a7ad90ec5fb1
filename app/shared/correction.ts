import type { AnalysisView, Correction } from '../../cards/dto/timeline.ts';

/** What of an analysis a correction begins from. */
export type Correctable = Pick<AnalysisView, 'version' | 'original'> & { fields: Correction };

export function correctionOf({ fields }: Correctable): Correction {
  const { response_type, sentiment, opportunity_score, follow_up_needed, product_interest, key_insights } = fields;
  return { response_type, sentiment, opportunity_score, follow_up_needed, product_interest, key_insights };
}

/** What differs from the version that the person looks at. */
export function changedFields(analysis: Correctable, draft: Correction): Partial<Correction> {
  const before = correctionOf(analysis);
  return Object.fromEntries(
    (Object.keys(before) as (keyof Correction)[])
      .filter((field) => draft[field] !== before[field])
      .map((field) => [field, draft[field]]),
  );
}

/** The analyst's own value, where a person has changed it. */
export function originalOf<Field extends keyof Correction>(
  { original }: Correctable,
  field: Field,
): Correction[Field] | undefined {
  return original[field] as Correction[Field] | undefined;
}
