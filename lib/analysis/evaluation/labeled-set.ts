import { z } from 'zod';
import { kinds, productInterests, responseTypes, sentiments } from '../schema.ts';

const keyGroups = z.array(z.array(z.string()));
const score = z.int().min(1).max(5);

/**
 * What is expected of an analysis. The score is one number or a range; keys that are absent are not scored, `null` keys:
 * the field must be empty; alternatives are split by `|`. `facts` are pieces of the reply that summary or items must
 * contain, `gist` the sentence that a rep would want, `arguable` a label that could go the other way.
 */
const expectedSchema = z
  .object({
    kind: z.enum(kinds),
    response_type: z.enum(responseTypes).nullable(),
    sentiment: z.enum(sentiments),
    opportunity_score: score.optional(),
    opportunity_score_min: score.optional(),
    opportunity_score_max: score.optional(),
    follow_up_needed: z.boolean(),
    product_interest: z.enum(productInterests),
    action_items_min: z.int().optional(),
    action_items_max: z.int().optional(),
    action_item_keys: keyGroups.optional(),
    product_usage_keys: z.array(z.string()).nullish(),
    monthly_volume_keys: z.array(z.string()).nullish(),
    pain_point_keys: keyGroups.optional(),
    gist: z.string().optional(),
    facts: z.array(z.string()).optional(),
    arguable: z.boolean().default(false),
  })
  .refine(({ opportunity_score, opportunity_score_min, opportunity_score_max }) =>
    opportunity_score === undefined ? opportunity_score_min !== undefined && opportunity_score_max !== undefined : true,
  )
  .transform(({ opportunity_score, opportunity_score_min, opportunity_score_max, ...rest }) => ({
    ...rest,
    opportunity_score_min: opportunity_score ?? opportunity_score_min ?? 1,
    opportunity_score_max: opportunity_score ?? opportunity_score_max ?? 5,
  }));

/** One case of a labeled set, a JSON object a line. */
export const labeledCaseSchema = z.object({
  id: z.string(),
  lang: z.string(),
  channel: z.string().default('email'),
  subject: z.string().default(''),
  sent_text: z.string().nullish(),
  text: z.string(),
  expected: expectedSchema,
});

export type LabeledCase = z.infer<typeof labeledCaseSchema>;

export class LabeledSetError extends Error {
  constructor(line: number, reason: string) {
    super(
      `Line ${line} of the labeled set cannot be read: ${reason}. Each line is one JSON object as labeledCaseSchema describes it.`,
    );
    this.name = 'LabeledSetError';
  }
}

/** Reads JSON Lines; throws a LabeledSetError that names the first bad line. */
export function parseLabeledSet(lines: string): LabeledCase[] {
  return lines.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      throw new LabeledSetError(index + 1, String(error));
    }
    const parsed = labeledCaseSchema.safeParse(value);
    if (!parsed.success) throw new LabeledSetError(index + 1, z.prettifyError(parsed.error));
    return [parsed.data];
  });
}
