import type { Verdict } from '../rules/decide.ts';
import type { ReadReply } from '../rules/read-reply.ts';
import type { Analysis } from '../schema.ts';
import { confidenceOf } from './calibrate.ts';
import { heads } from './heads.ts';
import { opinionOf } from './opinion.ts';
import { settle } from './settle.ts';
import type { Weights } from './weights.ts';

export type SecondOpinion = {
  verdict: Omit<Verdict, 'mixed'>;
  /** Of replies by strangers that looked as clear as this one, the share whose type was right. */
  confidence: number;
  /** The next best type. */
  otherwise: NonNullable<Analysis['response_type']>;
  kind: Analysis['kind'];
  /** How likely `kind` is, as a share of 1. */
  kindShare: number;
};

/** What the learned model makes of a reply. */
export function secondOpinion(reply: ReadReply, weights: Weights): SecondOpinion {
  const opinion = opinionOf(reply, weights);
  const { labels, types } = settle(opinion, weights.company);
  const ranked = heads.response_type
    .map((type, index) => ({ type, share: types[index]! }))
    .sort((one, other) => other.share - one.share);
  const chosen = heads.response_type[labels.response_type]!;
  const kindShare = Math.max(...opinion.kind);
  return {
    verdict: {
      response_type: chosen,
      product_interest: heads.product_interest[labels.product_interest]!,
      sentiment: heads.sentiment[labels.sentiment]!,
      opportunity_score: labels.opportunity_score + 1,
      follow_up_needed: heads.follow_up_needed[labels.follow_up_needed] === 'true',
    },
    confidence: confidenceOf(types[labels.response_type]!, weights.confidence),
    otherwise: ranked.find(({ type }) => type !== chosen)!.type,
    kind: heads.kind[opinion.kind.indexOf(kindShare)]!,
    kindShare,
  };
}
