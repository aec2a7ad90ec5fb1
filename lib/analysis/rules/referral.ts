import type { Analysis } from '../schema.ts';
import { addressIn, nameIn } from './names.ts';
import { has, type Reading, type ReadSentence } from './reading.ts';
import { sentenceQuote } from './values.ts';

export type Referral = { referral: NonNullable<Analysis['referral']>; sentence: ReadSentence };

/** How many sentences after "wrong person" the right one may be named. */
const reach = 2;

/**
 * Somebody else to turn to, as the reply names them: a suggestion, never acted on by itself. Where our mail asked who is in
 * charge (`whoAsked`), a name alone is the answer.
 */
export function findReferral(reading: Reading, body: readonly ReadSentence[], whoAsked = false): Referral | null {
  for (const [index, sentence] of body.entries()) {
    const elsewhere = has(sentence, 'wrong_person', 'left_company');
    const near = elsewhere ? body.slice(index, index + 1 + reach) : [sentence];
    const addressed = near.find((candidate) => addressIn(reading, candidate) !== null);
    // "Send the invoice to ap@…" names an address, and nobody to turn to.
    if (addressed && (elsewhere || has(sentence, 'do_contact') || !has(sentence, 'ask')))
      return refer(reading, addressed);
    const named = elsewhere && near.find((candidate) => nameIn(reading, candidate) !== null);
    if (named) return refer(reading, named);
  }
  const answer = whoAsked && body.slice(0, reach).find((sentence) => nameIn(reading, sentence) !== null);
  return answer ? refer(reading, answer) : null;
}

const refer = (reading: Reading, sentence: ReadSentence): Referral => ({
  sentence,
  referral: {
    name: nameIn(reading, sentence),
    address: addressIn(reading, sentence),
    quote: sentenceQuote(reading, sentence),
  },
});
