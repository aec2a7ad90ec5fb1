import { checkEvidence } from './evidence.ts';
import { maskInstructions } from './instructions.ts';
import { analyzeByRules } from './rules/analyst.ts';
import { wordingOf } from './rules/wording.ts';
import { type Analysis, type AnalysisInput, productInterests } from './schema.ts';

/**
 * Holds a model's analysis against the words of the reply: quotes that do not stand there are dropped, and claims that
 * neither evidence nor the rules support are lowered, flagged `lowered` and put in doubt. Where the mail speaks to
 * software nothing that makes the reply look more valuable is taken from the model.
 */
export function restrain(claimed: Analysis, input: AnalysisInput): { analysis: Analysis; dropped: number } {
  const byRules = analyzeByRules(input).analysis;
  const instructed = byRules.flags.includes('instructions_to_software');
  const checked = checkEvidence(claimed, instructed ? { ...input, text: maskInstructions(input.text).masked } : input);
  const analysis = instructed
    ? withoutInstructed(checked.analysis, byRules)
    : withoutUnsupported(checked.analysis, byRules);
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

const interestRank = (analysis: Analysis) => productInterests.indexOf(analysis.product_interest);

const isHigher = (before: Analysis, after: Analysis): boolean =>
  before.response_type !== after.response_type ||
  before.opportunity_score > after.opportunity_score ||
  interestRank(before) > interestRank(after);

/** A mail with orders to software: type, kind, mood and summary are the rules' own, the numbers the lower of both. */
function withoutInstructed(claimed: Analysis, byRules: Analysis): Analysis {
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

/** Strong interest that no quoted action item and no sign in the words bears out, or that a refusal contradicts. */
function withoutUnsupported(claimed: Analysis, byRules: Analysis): Analysis {
  if (!strong(claimed)) return claimed;
  const refused = byRules.response_type === 'standard' && byRules.opportunity_score === 1;
  const signs = strong(byRules) || byRules.product_interest === 'interested';
  const supported = signs || (!refused && claimed.action_items.length > 0);
  if (supported) return claimed;
  return {
    ...claimed,
    response_type: claimed.response_type === 'high_value' ? 'standard' : claimed.response_type,
    opportunity_score: Math.min(claimed.opportunity_score, refused ? 1 : 3),
    product_interest: refused ? 'none' : 'interested',
  };
}
