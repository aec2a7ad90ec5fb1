import { has, type Reading } from './reading.ts';

/**
 * What the mail that was answered offered or asked; `buying` covers trials, plans, quotes and talks about them, `health`
 * asks how the product is doing, `case` whether something was solved or came through. A `pitch` names a price, a plan or a
 * proposal and asks nothing. `recall` asks what has been and offers nothing.
 */
export type Offer = 'buying' | 'info' | 'meeting' | 'health' | 'case' | 'question' | 'recall' | 'pitch' | 'none';

/** A short "yes, please" means what the question before it meant. */
export function offerOf(sent: Reading | null): Offer {
  if (!sent) return 'none';
  const { sentences } = sent;
  // "I'd like to show you…" asks as much as a question does.
  const asked = sentences.filter((sentence) => sentence.question || has(sentence, 'offer_statement'));
  if (asked.length === 0) {
    const pitched = sentences.some((sentence) => has(sentence, 'price', 'offer_firm', 'offer_buying'));
    return pitched && !sentences.some((sentence) => has(sentence, 'topic_invoice')) ? 'pitch' : 'none';
  }
  const any = (...concepts: Parameters<typeof has>[1][]) => asked.some((sentence) => has(sentence, ...concepts));
  // "Were you able to look at it?" asks what has been and offers nothing.
  if (asked.every((sentence) => has(sentence, 'asked_past'))) {
    if (sentences.some((sentence) => has(sentence, 'case_noun'))) return 'case';
    if (any('works_question')) return any('case_question') ? 'case' : 'health';
    return any('health') && !any('offer_firm') ? 'health' : 'recall';
  }
  const offered = any('offer_verb', 'offer_statement');
  if (offered && any('offer_info') && !any('price', 'demo')) return 'info';
  if (any('offer_firm') || (offered && any('offer_buying', 'price', 'demo'))) return 'buying';
  if (offered && any('offer_meeting'))
    return sentences.some((sentence) => has(sentence, 'price', 'demo', 'offer_buying')) ? 'buying' : 'meeting';
  if (any('case_question') || sentences.some((sentence) => has(sentence, 'case_noun'))) return 'case';
  if (any('health')) return 'health';
  return any('offer_meeting') ? 'meeting' : 'question';
}

/** Whether the mail asked who is in charge of something. */
export function asksWho(sent: Reading | null): boolean {
  return (sent?.sentences ?? []).some((sentence) => sentence.question && has(sentence, 'asks_who'));
}

/** The mail asked something and offered nothing: a yes is an answer and takes nothing. */
export const asksOnly = (offer: Offer): boolean => offer === 'question' || offer === 'recall';
