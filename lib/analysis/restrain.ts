import { checkEvidence } from './evidence.ts';
import { maskInstructions } from './instructions.ts';
import { READ_BY_MODEL, withinLimits } from './limits.ts';
import { analyzeByRules } from './rules/analyst.ts';
import { wordingOf } from './rules/wording.ts';
import { type Analysis, type AnalysisInput, productInterests } from './schema.ts';

export type Claim = { claimed: Analysis; given: AnalysisInput };
export type Restrained = { analysis: Analysis; dropped: number };

/**
 * Holds a model's analysis against the words of the reply: what has no quote there is dropped. Only two things lower what
 * the model claims, and flag it `lowered`: a reply that declines and says nothing else, and a mail that speaks to software,
 * from which nothing that makes the reply look more valuable is taken. Pure, and reads no more than `READ_BY_MODEL`.
 */
export function restrain({ claimed, given }: Claim): Restrained {
  const input = withinLimits(given, READ_BY_MODEL);
  const byRules = analyzeByRules(input).analysis;
  const instructed = byRules.flags.includes('instructions_to_software');
  const checked = checkEvidence(claimed, instructed ? { ...input, text: withoutInstructions(input.text) } : input);
  const refused = !instructed && strong(checked.analysis) && declines(byRules, input);
  const analysis = instructed
    ? asTheRulesSay(checked.analysis, byRules)
    : refused
      ? asDeclined(checked.analysis)
      : checked.analysis;
  const lowered = isHigher(checked.analysis, analysis);
  const words = wordingOf(input.language).doubt;
  const doubt = instructed ? words.instructions : lowered ? words.unsupported : analysis.doubt;
  return {
    dropped: checked.dropped,
    analysis: {
      ...analysis,
      doubt,
      confidence: lowered || instructed ? Math.min(analysis.confidence, 0.5) : analysis.confidence,
      flags: lowered ? [...byRules.flags, 'lowered'] : byRules.flags,
    },
  };
}

/** The text with a mark that no quote can match where it speaks to software, so that none leads across such a passage. */
function withoutInstructions(text: string): string {
  const { masked } = maskInstructions(text);
  return text.replace(/\S/gu, (char, at: number) => (masked[at] === ' ' ? '\u0001'.repeat(char.length) : char));
}

const interestRank = (analysis: Analysis) => productInterests.indexOf(analysis.product_interest);

const isHigher = (before: Analysis, after: Analysis): boolean =>
  before.response_type !== after.response_type ||
  before.opportunity_score > after.opportunity_score ||
  interestRank(before) > interestRank(after);

/** A mail with orders to software: type, kind, mood and summary are the rules' own, the numbers the lower of both. */
function asTheRulesSay(claimed: Analysis, byRules: Analysis): Analysis {
  return {
    ...claimed,
    kind: byRules.kind,
    response_type: byRules.response_type,
    sentiment: byRules.sentiment,
    key_insights: byRules.key_insights,
    follow_up_needed: byRules.follow_up_needed,
    opportunity_score: Math.min(claimed.opportunity_score, byRules.opportunity_score),
    product_interest:
      interestRank(claimed) < interestRank(byRules) ? claimed.product_interest : byRules.product_interest,
  };
}

const strong = (analysis: Analysis): boolean =>
  analysis.response_type === 'high_value' ||
  analysis.opportunity_score >= 4 ||
  analysis.product_interest === 'very_interested';

/** Words of the longest reply that is taken for nothing but a no. */
const longestRefusal = 40;

/**
 * A plain no: the rules see a refusal, nothing to do and no interest, in a short mail of the customer's own that names no
 * number and asks nothing. The rules see a refusal in other replies too ("Growth is too big for us. Starter, please"): of
 * 1,132 labeled ones 97 by their word alone, 8 of them strong; 55 by all of this, of which 52 are polite refusals and none
 * is of high value.
 */
function declines(byRules: Analysis, { text, channel }: AnalysisInput): boolean {
  return (
    byRules.kind === 'human' &&
    byRules.response_type === 'standard' &&
    byRules.opportunity_score === 1 &&
    byRules.product_interest === 'none' &&
    !byRules.follow_up_needed &&
    byRules.action_items.length === 0 &&
    channel !== 'call' &&
    channel !== 'meeting' &&
    !/[\p{Nd}?]/u.test(text) &&
    text.trim().split(/\s+/u).length <= longestRefusal
  );
}

const asDeclined = (claimed: Analysis): Analysis => ({
  ...claimed,
  response_type: claimed.response_type === 'high_value' ? 'standard' : claimed.response_type,
  opportunity_score: 1,
  product_interest: 'none',
});
