import type { Analysis } from '../schema.ts';
import { asksOnly, type Offer } from './offer.ts';
import { has } from './reading.ts';
import type { Sign, Signs } from './signs.ts';
import type { Concept } from './vocabulary.ts';

export type Facts = {
  offer: Offer;
  signs: Signs;
  usage: boolean;
  asks: boolean;
  referral: boolean;
  /** The reply takes up words of the mail that it answers. */
  aboutProduct: boolean;
  words: number;
};

export type Verdict = Pick<
  Analysis,
  'response_type' | 'sentiment' | 'opportunity_score' | 'follow_up_needed' | 'product_interest'
> & { mixed: boolean };

const any = (signs: readonly Sign[], ...concepts: Concept[]) => signs.some((sign) => concepts.includes(sign.concept));

/** Type, sentiment, score, interest and follow-up of an answer by a person, as the labels define them. */
export function decide(facts: Facts): Verdict {
  const buying = wantsToBuy(facts);
  const trouble = isTrouble(facts, buying);
  const type = trouble ? 'needs_handling' : buying ? 'high_value' : 'standard';
  const interest = interestOf(facts, buying, trouble);
  const sentiment = sentimentOf(facts, type);
  return {
    response_type: type,
    sentiment,
    opportunity_score: scoreOf(facts, type, buying, interest, sentiment),
    follow_up_needed: needsFollowUp(facts, type),
    product_interest: interest,
    mixed: trouble && buying,
  };
}

/**
 * Whether the reply complains. Weak words need company: a second one, a shout, or the mail having asked how things go.
 * Beside a wish to buy, a single fault with praise is a remark and no complaint.
 */
function isTrouble({ signs, asks, offer }: Facts, buying: boolean): boolean {
  const strong = signs.trouble.length;
  if (buying && strong === 1 && any(signs.trouble, 'fault') && signs.praise.length > 0 && !signs.shouted) return false;
  if (strong > 0) return true;
  if (signs.shouted && signs.praise.length === 0 && asks) return true;
  if (buying || signs.refusal.length > 0 || signs.weakTrouble.length === 0) return false;
  // "Only the report is a bit slow; on the whole we are happy": one shortcoming beside praise is a remark.
  if (signs.weakTrouble.length === 1 && signs.praise.length > 0 && !signs.wantsRepair) return false;
  return signs.weakTrouble.length >= 2 || offer === 'health' || (asks && signs.wantsRepair);
}

function wantsToBuy({ signs, offer }: Facts): boolean {
  const refused = signs.refusal.length > 0;
  const later = signs.defer.length > 0;
  if (any(signs.buying, 'price_request', 'demo_request') && !refused) return true;
  if (refused || (later && signs.hedged)) return false;
  if (any(signs.buying, 'buy_intent') && !(later && signs.callback.length > 0)) return true;
  if (later) return false;
  return (offer === 'buying' || offer === 'pitch') && (signs.accepted !== null || signs.meeting.length > 0);
}

function interestOf(
  { signs, offer, usage, aboutProduct, words, asks, referral }: Facts,
  buying: boolean,
  trouble: boolean,
): Analysis['product_interest'] {
  if (buying) return 'very_interested';
  // "Perfect, got it" is said of the mail.
  const acknowledges = offer !== 'health' && words <= shortestReport && !any(signs.praise, 'positive_emoji');
  const refused = signs.refusal.length > 0;
  const leaves = any(signs.trouble, 'leaving', 'dispute', 'legal');
  if (!leaves && signs.info.some(({ sentence }) => !refused || sentence.question || has(sentence, 'ask')))
    return 'interested';
  if (!refused && signs.accepted && (offer === 'info' || offer === 'buying')) return 'interested';
  const complains = any(signs.trouble, 'fault', 'sarcasm') || (!leaves && trouble);
  // Who leaves over the product speaks of it; who disputes a bill does not.
  const leavesOver = any(signs.trouble, 'leaving') && !any(signs.trouble, 'dispute', 'legal') && trouble;
  const speaks = any(signs.trouble, 'anger') || signs.weakTrouble.length > 0;
  if (usage || complains || (leavesOver && speaks)) return 'mentioned';
  if (
    any(signs.praise, 'praise', 'no_trouble') &&
    (!refused || offer === 'health') &&
    !acknowledges &&
    (offer === 'health' || offer === 'none' || offer === 'pitch' || (aboutProduct && offer !== 'case'))
  )
    return 'mentioned';
  // Who was asked how the product is doing and answers at some length speaks of the product.
  const answersHealth = offer === 'health' && words > shortestReport && !asks && !referral;
  if (answersHealth && !refused && signs.defer.length + signs.callback.length + signs.wrongPerson.length === 0)
    return 'mentioned';
  return 'none';
}

const shortestReport = 5;

const weights: Partial<Record<Concept, number>> = {
  anger: 2,
  sarcasm: 2,
  fault: 2,
  legal: 2,
  leaving: 1,
  dispute: 2,
  fault_weak: 1.5,
};

function sentimentOf({ signs, usage, offer, words }: Facts, type: Analysis['response_type']): Analysis['sentiment'] {
  const concepts = new Set(signs.trouble.map((sign) => sign.concept));
  if (signs.weakTrouble.length > 0) concepts.add('fault_weak');
  const against = [...concepts].reduce((sum, concept) => sum + (weights[concept] ?? 0), signs.shouted ? 2 : 0);
  // One matter-of-fact request to set a bill right is no anger, nor is a fault reported with a polite question.
  const polite = politenessOf(signs, concepts);
  const troubled = new Set(signs.trouble.map((sign) => sign.sentence));
  const sincere = signs.praise.filter((sign) => !troubled.has(sign.sentence));
  const loved = sincere.some(({ sentence }) => has(sentence, 'love')) ? 1.5 : 0;
  const pro = Math.min(3, sincere.length * 1.5 + loved);
  if (type === 'needs_handling')
    return against - polite - pro >= 1.5 ? 'negative' : pro > against ? 'positive' : 'neutral';
  // The satisfaction of a polite no is with what they have.
  if (signs.refusal.length > 0 && !usage && offer !== 'health') return 'neutral';
  if ((type === 'high_value' || signs.accepted) && signs.excited) return 'positive';
  // "Great, thanks for confirming."
  const acknowledges = (offer === 'none' || offer === 'pitch') && words <= shortestReport && !signs.excited;
  if (acknowledges && !any(signs.praise, 'positive_emoji') && loved === 0) return 'neutral';
  return pro > 0 || (signs.thanks && signs.resolved) ? 'positive' : 'neutral';
}

function politenessOf(signs: Signs, concepts: ReadonlySet<Concept>): number {
  if (!signs.politeness || concepts.size !== 1) return 0;
  if (concepts.has('dispute')) return 1.5;
  return concepts.has('fault') && signs.trouble.length === 1 ? 1 : 0;
}

function scoreOf(
  facts: Facts,
  type: Analysis['response_type'],
  buying: boolean,
  interest: Analysis['product_interest'],
  sentiment: Analysis['sentiment'],
): number {
  const { signs } = facts;
  if (type === 'needs_handling')
    return buying ? 3 : sentiment === 'negative' || any(signs.trouble, 'legal', 'leaving') ? 1 : 2;
  if (type === 'high_value') return facts.signs.accepted || any(signs.buying, 'buy_intent') ? 5 : 4;
  if (signs.refusal.length > 0) return 1;
  if (interest === 'interested') return 3;
  return 2;
}

function needsFollowUp({ signs, asks, referral, offer }: Facts, type: Analysis['response_type']): boolean {
  if (type !== 'standard') return true;
  if (asks || referral) return true;
  if (signs.callback.length > 0) return true;
  if (signs.refusal.length > 0 || signs.noTask) return false;
  if (signs.accepted && !asksOnly(offer)) return true;
  return signs.defer.length > 0;
}
