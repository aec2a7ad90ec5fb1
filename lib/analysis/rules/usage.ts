import { clauseAround } from './clauses.ts';
import { has, quoteOf, type Reading, type ReadSentence, type Signal } from './reading.ts';
import { type Quoted, sentenceQuote, volumeIn } from './values.ts';

/** How they use our product today, in their own words; another vendor's tool and wishes do not count. */
export function findUsage(
  reading: Reading,
  body: readonly ReadSentence[],
  note: boolean,
  asked: boolean,
): Quoted | null {
  let best: { sentence: ReadSentence; points: number; at: number } | null = null;
  for (const sentence of body) {
    if (sentence.question || isOthers(reading, sentence, note)) continue;
    const use = findReal(sentence, 'use');
    const operate = findReal(sentence, 'operate');
    // "Fine, do it", "4 more tills wanted": to work with something is no use of it where something is taken or bought.
    if (!use && has(sentence, 'buy_intent', 'price_request', 'accept') && !has(sentence, 'period')) continue;
    const volume = volumeIn(reading, sentence) !== null;
    const points =
      (use ? 2 : 0) +
      (operate ? 1 : 0) +
      (volume && !use ? 2 : 0) +
      (has(sentence, 'routine') ? 1 : 0) +
      (operate && has(sentence, 'praise') ? 1 : 0) +
      (has(sentence, 'us') ? 1 : 0) +
      (use && (note || asked) ? 1 : 0);
    if (points >= (use && !namesTool(reading, sentence) ? 2 : 3) && points > (best?.points ?? 0))
      best = { sentence, points, at: (use ?? operate)?.from ?? sentence.from };
  }
  if (!best) return null;
  return {
    value: clauseAround(reading, best.sentence, best.at),
    quote: sentenceQuote(reading, best.sentence, best.at),
  };
}

/** What others use; in a note of a call "they" are the customer. */
function isOthers(reading: Reading, sentence: ReadSentence, note: boolean): boolean {
  if (has(sentence, 'own_means')) return true;
  return sentence.signals.some(
    (signal) =>
      signal.concept === 'third_party' && !signal.negated && !(note && reading.words[signal.from]!.norm === 'they'),
  );
}

/** A word of use that is no wish, no plan and no past: nothing of the kind stands before it in its clause. */
function findReal(sentence: ReadSentence, concept: 'use' | 'operate'): Signal | undefined {
  const breaks = sentence.signals.filter((signal) => signal.concept === 'clause_break').map((signal) => signal.from);
  const unreal = sentence.signals.filter((signal) => signal.concept === 'not_usage');
  return sentence.signals.find(
    (signal) =>
      signal.concept === concept &&
      !signal.negated &&
      !unreal.some(
        (range) => range.from <= signal.to && !breaks.some((index) => index >= range.to && index < signal.from),
      ),
  );
}

/** "We use Sage", "it sits on DeskPilot": a name right after the word of use is another vendor's. */
function namesTool(reading: Reading, sentence: ReadSentence): boolean {
  for (let index = sentence.from; index + 1 < sentence.to; index += 1) {
    if (!/^(?:on|use|uses|using|usamos|uso|usa|usan|utilizamos)$/u.test(reading.words[index]!.norm)) continue;
    if (/^\p{Lu}\p{L}{2,}/u.test(quoteOf(reading, index + 1, index + 2))) return true;
  }
  return false;
}
