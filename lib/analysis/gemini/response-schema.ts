import { type ResponseSchema, SchemaType } from '@google/generative-ai';
import { kinds, limits, productInterests, responseTypes, sentiments } from '../schema.ts';

const text = (description?: string): ResponseSchema => ({ type: SchemaType.STRING, description });
const optionalText: ResponseSchema = { type: SchemaType.STRING, nullable: true };
const choice = (values: readonly string[], nullable = false): ResponseSchema => ({
  type: SchemaType.STRING,
  format: 'enum',
  enum: [...values],
  nullable,
});
const texts: ResponseSchema = { type: SchemaType.ARRAY, items: text(), maxItems: limits.items };

function object(properties: Record<string, ResponseSchema>, nullable = false): ResponseSchema {
  return { type: SchemaType.OBJECT, properties, required: Object.keys(properties), nullable };
}

/** The shape asked of the model: keywords that structured output does not know are ignored there, so none is used. */
export const responseSchema: ResponseSchema = object({
  kind: choice(kinds),
  response_type: choice(responseTypes, true),
  key_insights: text('at most 3 sentences'),
  sentiment: choice(sentiments),
  opportunity_score: { type: SchemaType.INTEGER, description: '1 to 5' },
  follow_up_needed: { type: SchemaType.BOOLEAN },
  product_interest: choice(productInterests),
  action_items: texts,
  product_usage: optionalText,
  monthly_volume: optionalText,
  pain_points: texts,
  evidence: object({
    action_items: texts,
    product_usage: optionalText,
    monthly_volume: optionalText,
    pain_points: texts,
  }),
  confidence: { type: SchemaType.NUMBER, description: '0 to 1' },
  doubt: optionalText,
  absence: object({ until: optionalText, substitute: optionalText, quote: text() }, true),
  referral: object({ name: optionalText, address: optionalText, quote: text() }, true),
});
