import type { LabeledCase } from '../evaluation/labeled-set.ts';
import { inputOf } from '../evaluation/run.ts';
import { readReply } from '../rules/read-reply.ts';
import { saysPerson } from '../schema.ts';
import { featuresOf } from './features.ts';
import { type Head, heads, offsets, outputCount } from './heads.ts';
import type { Example } from './learn.ts';

/** A label that could go the other way teaches half as much. */
const arguableWeight = 0.5;

export function exampleOf(labeled: LabeledCase, weight = 1): Example {
  const reply = readReply(inputOf(labeled));
  return {
    features: featuresOf(reply),
    targets: targetsOf(labeled.expected),
    weight: weight * (labeled.expected.arguable ? arguableWeight : 1),
  };
}

/** Of machine mail only the kind is taught: the rest means nothing there. */
export function targetsOf(expected: LabeledCase['expected']): Float32Array {
  const targets = new Float32Array(outputCount);
  const teach = (head: Head, label: string) => {
    targets[offsets[head] + (heads[head] as readonly string[]).indexOf(label)] = 1;
  };
  teach('kind', expected.kind);
  if (!saysPerson(expected.kind) || expected.response_type === null) return targets;
  teach('response_type', expected.response_type);
  teach('product_interest', expected.product_interest);
  teach('sentiment', expected.sentiment);
  teach('follow_up_needed', String(expected.follow_up_needed));
  for (let score = expected.opportunity_score_min; score <= expected.opportunity_score_max; score += 1)
    teach('opportunity_score', String(score));
  return targets;
}
