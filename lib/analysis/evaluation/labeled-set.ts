import { z } from 'zod';
import { kinds, productInterests, responseTypes, sentiments } from '../schema.ts';

const keyGroups = z.array(z.array(z.string()));

/** One case of a labeled set, a JSON object a line. `null` keys: the field must be empty; alternatives are split by `|`. */
export const labeledCaseSchema = z.object({
  id: z.string(),
  lang: z.string(),
  channel: z.string().default('email'),
  subject: z.string().default(''),
  sent_text: z.string().nullish(),
  text: z.string(),
  expected: z.object({
    kind: z.enum(kinds),
    response_type: z.enum(responseTypes).nullable(),
    sentiment: z.enum(sentiments),
    opportunity_score_min: z.int(),
    opportunity_score_max: z.int(),
    follow_up_needed: z.boolean(),
    product_interest: z.enum(productInterests),
    action_items_min: z.int(),
    action_items_max: z.int(),
    action_item_keys: keyGroups,
    product_usage_keys: z.array(z.string()).nullable(),
    monthly_volume_keys: z.array(z.string()).nullable(),
    pain_point_keys: keyGroups,
  }),
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
