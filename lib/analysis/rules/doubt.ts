import type { ReadReply } from './read-reply.ts';
import { type Settled, sure } from './settled.ts';
import type { Wording } from './wording.ts';

export type Doubt = { confidence: number; doubt: string | null };

/** How sure rules and model together are of what they decided, and what speaks against it. */
export function doubtOf({ unread, signs }: ReadReply, settled: Settled, reasons: Wording['doubt']): Doubt {
  const { verdict, confidence, otherwise } = settled;
  if (unread) return { confidence: Math.min(confidence, 0.3), doubt: reasons.language };
  if (verdict.mixed && confidence < sure) return { confidence: Math.min(confidence, 0.5), doubt: reasons.mixed };
  if (otherwise) return { confidence, doubt: reasons.otherwise[otherwise] };
  const mocking = signs.trouble.some(({ concept }) => concept === 'sarcasm');
  if (mocking && confidence < 0.8) return { confidence, doubt: reasons.sarcasm };
  return { confidence, doubt: null };
}
