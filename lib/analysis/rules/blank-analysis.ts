import type { Analysis } from '../schema.ts';

/** An analysis that claims nothing. */
export const blankAnalysis: Analysis = {
  kind: 'human',
  response_type: null,
  key_insights: '',
  sentiment: 'neutral',
  opportunity_score: 1,
  follow_up_needed: false,
  product_interest: 'none',
  action_items: [],
  product_usage: null,
  monthly_volume: null,
  pain_points: [],
  evidence: { action_items: [], product_usage: null, monthly_volume: null, pain_points: [] },
  confidence: 0.5,
  doubt: null,
  absence: null,
  referral: null,
  flags: [],
};
