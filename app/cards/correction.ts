import type { AnalysisView, CorrectableFields } from '../../cards/dto/timeline.ts';

/** `response_type` may be missing in the analysis of a machine's mail. */
export type Correction = Omit<CorrectableFields, 'response_type'> & {
  response_type: CorrectableFields['response_type'] | null;
};

export function correctionOf({ fields }: AnalysisView): Correction {
  const { response_type, sentiment, opportunity_score, follow_up_needed, product_interest, key_insights } = fields;
  return { response_type, sentiment, opportunity_score, follow_up_needed, product_interest, key_insights };
}

/** What differs from the version that the person looks at. */
export function changedFields(analysis: AnalysisView, draft: Correction): Partial<Correction> {
  const before = correctionOf(analysis);
  return Object.fromEntries(
    (Object.keys(before) as (keyof Correction)[])
      .filter((field) => draft[field] !== before[field])
      .map((field) => [field, draft[field]]),
  );
}

/** The analyst's own value, where a person has changed it. */
export function originalOf<Field extends keyof Correction>(
  { original }: AnalysisView,
  field: Field,
): Correction[Field] | undefined {
  return original[field] as Correction[Field] | undefined;
}
