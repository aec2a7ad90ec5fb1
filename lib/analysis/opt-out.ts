import { analyzeByRules } from './rules/analyst.ts';
import type { Analysis } from './schema.ts';

/** Which of an opt-out's action items ask for nothing but what the app does itself: to stop mailing. */
export function optOutItems({ kind, action_items, evidence }: Analysis): number[] {
  if (kind !== 'unsubscribe') return [];
  const quoteOf = (n: number) => evidence.action_items[n] ?? '';
  const only = action_items.length === 1;
  return action_items.flatMap((_, n) =>
    (only || asksToStop(quoteOf(n))) && !SPEAKS_OF_DATA.test(quoteOf(n)) ? [n] : [],
  );
}

/** Who wants their data deleted or disclosed (GDPR 15 and 17, LGPD 18) has asked for more than to be left alone. */
const SPEAKS_OF_DATA = /(?<!\b(?:base|banco) de )\b(?:data|dados|datos|gdpr|lgpd|rgpd)\b/i;

const asksToStop = (text: string): boolean =>
  analyzeByRules({ text, subject: '', sentText: null, history: [], language: 'en' }).analysis.kind === 'unsubscribe';
