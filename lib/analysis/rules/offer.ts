import type { ReplyLanguage } from './language.ts';
import { has, readText } from './reading.ts';

/** What the mail that was answered offered or asked; `buying` covers trials, plans, quotes and talks about them. */
export type Offer = 'buying' | 'info' | 'meeting' | 'question' | 'none';

/** A short "yes, please" means what the question before it meant. */
export function offerOf(sentText: string | null, language: ReplyLanguage): Offer {
  if (!sentText) return 'none';
  const { sentences } = readText(sentText.slice(0, 20_000), language);
  const asked = sentences.filter((sentence) => sentence.question);
  if (asked.length === 0) return 'none';
  const any = (...concepts: Parameters<typeof has>[1][]) => asked.some((sentence) => has(sentence, ...concepts));
  if (any('offer_info') && !any('price', 'demo')) return 'info';
  if (any('offer_buying', 'price', 'demo')) return 'buying';
  if (any('offer_meeting'))
    return sentences.some((sentence) => has(sentence, 'price', 'demo', 'offer_buying')) ? 'buying' : 'meeting';
  return 'question';
}
