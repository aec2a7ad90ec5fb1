import { kinds, productInterests, responseTypes, sentiments } from '../schema.ts';

/** What the model decides, and the labels of each; all heads look at the same features. */
export const heads = {
  response_type: responseTypes,
  product_interest: productInterests,
  sentiment: sentiments,
  opportunity_score: ['1', '2', '3', '4', '5'],
  follow_up_needed: ['true', 'false'],
  kind: kinds,
} as const;

export type Head = keyof typeof heads;
export const headNames = Object.keys(heads) as Head[];

/** Where the labels of each head stand in the row of outputs. */
export const offsets = Object.fromEntries(
  headNames.map((name, index) => [
    name,
    headNames.slice(0, index).reduce((sum, earlier) => sum + heads[earlier].length, 0),
  ]),
) as Record<Head, number>;

export const outputCount = headNames.reduce((sum, name) => sum + heads[name].length, 0);

export const headSizes: readonly number[] = headNames.map((name) => heads[name].length);
