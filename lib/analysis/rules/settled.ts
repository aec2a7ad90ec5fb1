import type { Analysis } from '../schema.ts';
import { type SecondOpinion, secondOpinion } from '../second-opinion/second-opinion.ts';
import type { Weights } from '../second-opinion/weights.ts';
import type { Verdict } from './decide.ts';
import type { KindVerdict } from './kind.ts';
import type { ReadReply } from './read-reply.ts';

/** What rules and learned model decide together. */
export type Settled = {
  kind: Analysis['kind'];
  kindCertain: boolean;
  verdict: Verdict;
  confidence: number;
  /** What it may be instead, where rules and model differ and neither is sure. */
  otherwise: Analysis['response_type'];
};

/** From here on the model's word counts without a question (of such replies at least nine in ten are right). */
export const sure = 0.9;
/** A machine's mail is no answer of the customer: the model must be this sure to call one what the rules did not. */
const sureOfKind = 0.6;

/**
 * The model has the rules' signs before it and decides; what must never be overlooked (an opt-out, a legal step, a
 * security finding, an erasure, an end of contract) stays `needs_handling` whatever it thinks.
 */
export function settleReply(reply: ReadReply, weights: Weights): Settled {
  const second = secondOpinion(reply, weights);
  const kind = kindOf(reply.kind, second, reply.note);
  const grave = reply.signs.grave.length > 0;
  const verdict = grave && second.verdict.response_type !== 'needs_handling' ? asGrave(second.verdict) : second.verdict;
  const differs = reply.verdict.response_type !== verdict.response_type;
  return {
    ...kind,
    verdict: { ...verdict, mixed: reply.verdict.mixed && verdict.response_type === 'needs_handling' },
    confidence: second.confidence,
    otherwise: differs && second.confidence < sure ? reply.verdict.response_type : null,
  };
}

const asGrave = (verdict: SecondOpinion['verdict']): SecondOpinion['verdict'] => ({
  ...verdict,
  response_type: 'needs_handling',
  follow_up_needed: true,
  opportunity_score: Math.min(verdict.opportunity_score, 2),
});

function kindOf(rules: KindVerdict, second: SecondOpinion, note: boolean): Pick<Settled, 'kind' | 'kindCertain'> {
  const differs = rules.kind !== second.kind;
  if (!differs) return { kind: rules.kind, kindCertain: true };
  if (rules.kind === 'unsubscribe' || note) return { kind: rules.kind, kindCertain: false };
  const takes = second.kindShare >= sureOfKind;
  return { kind: takes ? second.kind : rules.kind, kindCertain: false };
}
