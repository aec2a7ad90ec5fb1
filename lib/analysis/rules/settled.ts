import type { Analysis } from '../schema.ts';
import { type SecondOpinion, secondOpinion } from '../second-opinion/second-opinion.ts';
import type { Weights } from '../second-opinion/weights.ts';
import type { Verdict } from './decide.ts';
import type { Offer } from './offer.ts';
import type { OwnConcept } from './own-book.ts';
import { asThePortalMeans } from './own-words.ts';
import type { ReadReply } from './read-reply.ts';

/** What rules and learned model decide together. */
export type Settled = {
  kind: Analysis['kind'];
  kindCertain: boolean;
  verdict: Verdict;
  confidence: number;
  /** What it may be instead, where rules and model differ and neither is sure. */
  otherwise: Analysis['response_type'];
  /** The portal's own words made it this type. */
  byOwnWords: OwnConcept | null;
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
  const kind = kindOf(reply, second);
  const { verdict, by } = asThePortalMeans(reply, verdictOf(reply, second.verdict));
  const differs = by === null && reply.verdict.response_type !== verdict.response_type;
  return {
    ...kind,
    verdict: { ...verdict, mixed: reply.verdict.mixed && verdict.response_type !== 'standard' },
    confidence: by === null ? second.confidence : Math.max(second.confidence, sure),
    otherwise: differs && second.confidence < sure ? reply.verdict.response_type : null,
    byOwnWords: by,
  };
}

function verdictOf(reply: ReadReply, learned: SecondOpinion['verdict']): SecondOpinion['verdict'] {
  if (reply.signs.grave.length > 0 && learned.response_type !== 'needs_handling') return asGrave(learned);
  if (isBareYes(reply) && !sells.has(reply.offer)) return reply.verdict;
  return reply.unread ? { ...learned, follow_up_needed: true } : learned;
}

const sells = new Set<Offer>(['buying', 'meeting', 'pitch', 'question']);
const fewWords = 3;

/** "Yes please", "ok, manda": means what was offered and nothing else, and what was offered the rules know. */
const isBareYes = ({ signs, words }: ReadReply): boolean => signs.yes && words <= fewWords;

const asGrave = (verdict: SecondOpinion['verdict']): SecondOpinion['verdict'] => ({
  ...verdict,
  response_type: 'needs_handling',
  follow_up_needed: true,
  opportunity_score: Math.min(verdict.opportunity_score, 2),
});

function kindOf({ kind: rules, note, body }: ReadReply, second: SecondOpinion): Pick<Settled, 'kind' | 'kindCertain'> {
  if (rules.kind === second.kind) return { kind: rules.kind, kindCertain: true };
  // "Do not take me off the list" has every word of a demand to be taken off.
  const takenBack = body.some(({ signals }) =>
    signals.some(({ concept, negated }) => concept === 'opt_out' && negated),
  );
  const byMachine = rules.kind !== 'human' && second.kind === 'human';
  const kept = byMachine || note || (takenBack && second.kind === 'unsubscribe');
  return { kind: !kept && second.kindShare >= sureOfKind ? second.kind : rules.kind, kindCertain: false };
}
