import type { Verdict } from './decide.ts';
import type { Reading } from './reading.ts';
import type { Signs } from './signs.ts';
import type { Wording } from './wording.ts';

export type Doubt = { confidence: number; doubt: string | null };

const wordsThatSaySomething = 8;

/** How sure the rules can be of what they decided, and why not. */
export function doubtOf(
  reading: Reading,
  words: number,
  signs: Signs,
  verdict: Verdict,
  reasons: Wording['doubt'],
): Doubt {
  if (reading.language === 'other') return { confidence: 0.3, doubt: reasons.language };
  if (verdict.mixed) return { confidence: 0.5, doubt: reasons.mixed };
  const mocking = signs.trouble.some(({ concept }) => concept === 'sarcasm');
  if (mocking) return { confidence: 0.5, doubt: reasons.sarcasm };
  if (verdict.response_type === 'standard' && signs.othersTrouble.length > 0)
    return { confidence: 0.6, doubt: reasons.others };
  if (verdict.response_type === 'needs_handling')
    return { confidence: signs.trouble.length > 1 ? 0.85 : 0.7, doubt: null };
  if (verdict.response_type === 'high_value') return { confidence: signs.buying.length > 1 ? 0.85 : 0.7, doubt: null };
  const understood =
    signs.refusal.length + signs.praise.length + signs.defer.length + signs.info.length > 0 ||
    signs.thanks ||
    verdict.follow_up_needed;
  if (!understood && words > wordsThatSaySomething) return { confidence: 0.45, doubt: reasons.no_signal };
  return { confidence: signs.weakTrouble.length > 0 ? 0.6 : 0.75, doubt: null };
}
