import { productInterests } from '../schema.ts';
import type { Verdict } from './decide.ts';
import type { OwnConcept } from './own-book.ts';
import type { ReadReply } from './read-reply.ts';
import type { OwnSignal } from './reading.ts';

/** The first place where the reply says one of the portal's phrases and does not deny it. */
export function ownSignal({ body }: Pick<ReadReply, 'body'>, wanted: OwnConcept): OwnSignal | null {
  const all = body.flatMap(({ own }) => own);
  return all.find(({ concept, negated }) => concept === wanted && !negated) ?? null;
}

type OwnVerdict = Omit<Verdict, 'mixed'>;

/**
 * The type as the portal means it: needs handling wins, and who declines is of no high value whatever they name. `by`: which
 * list decided against what the reply would otherwise be.
 */
export function asThePortalMeans(
  reply: Pick<ReadReply, 'body' | 'signs'>,
  verdict: OwnVerdict,
): { verdict: OwnVerdict; by: OwnConcept | null } {
  const named = ownSignal(reply, 'products') ?? ownSignal(reply, 'competitors');
  const told = named ? { ...verdict, product_interest: atLeast(verdict.product_interest, 'mentioned') } : verdict;
  if (told.response_type !== 'needs_handling' && ownSignal(reply, 'needsHandling')) {
    const score = Math.min(told.opportunity_score, 3);
    return {
      by: 'needsHandling',
      verdict: { ...told, response_type: 'needs_handling', follow_up_needed: true, opportunity_score: score },
    };
  }
  const declines = reply.signs.refusal.length > 0;
  if (told.response_type !== 'standard' || declines || !ownSignal(reply, 'highValue'))
    return { verdict: told, by: null };
  return {
    by: 'highValue',
    verdict: {
      ...told,
      response_type: 'high_value',
      follow_up_needed: true,
      opportunity_score: Math.max(told.opportunity_score, 4),
      product_interest: atLeast(told.product_interest, 'interested'),
    },
  };
}

const atLeast = (interest: Verdict['product_interest'], least: Verdict['product_interest']) =>
  productInterests.indexOf(interest) >= productInterests.indexOf(least) ? interest : least;
