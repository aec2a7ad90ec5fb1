import type { Analysis } from '../schema.ts';
import { wordsOf } from './body.ts';
import { has, quoteOf, type Reading, type ReadSentence, type Signal } from './reading.ts';
import type { Signs } from './signs.ts';

/** A value of the analysis and the words of the reply that it rests on. */
export type Quoted = { value: string; quote: string };

const longestSentence = 400;

/** A sentence verbatim, without closing marks; a very long one is cut down to the clause around token `at`. */
export function sentenceQuote(reading: Reading, sentence: ReadSentence, at = sentence.from): string {
  const whole = quoteOf(reading, sentence.from, sentence.to);
  if (whole.length <= longestSentence) return whole;
  const breaks = sentence.signals.filter((signal) => signal.concept === 'clause_break').map((signal) => signal.from);
  const from = breaks.findLast((index) => index < at) ?? sentence.from - 1;
  const to = breaks.find((index) => index > at) ?? sentence.to;
  const clause = quoteOf(reading, from + 1, to);
  return clause.length <= longestSentence
    ? clause
    : quoteOf(reading, at, Math.min(at + 30, sentence.to)).slice(0, longestSentence);
}

const shorten = (text: string, max = 200): string => {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length <= max ? line : `${line.slice(0, max - 1).replace(/\s\S*$/u, '')}…`;
};

const longestVolume = 9;

/** An amount with its period, copied as it stands: "about 40k emails a month", "R$ 2.500/mês". */
export function findVolume(reading: Reading, body: readonly ReadSentence[]): Quoted | null {
  for (const sentence of body) {
    const volume = volumeIn(reading, sentence);
    if (!volume) continue;
    const value = quoteOf(reading, volume.from, volume.to);
    return { value: shorten(value), quote: value };
  }
  return null;
}

function volumeIn(reading: Reading, sentence: ReadSentence): Span | null {
  const periods = sentence.signals.filter((signal) => signal.concept === 'period');
  for (const period of periods) {
    const number = amountBefore(reading, sentence, period.from) ?? amountAfter(reading, sentence, period.to);
    if (number) return { from: Math.min(number.from, period.from), to: Math.max(number.to, period.to) };
  }
  return null;
}

type Span = { from: number; to: number };

function amountBefore(reading: Reading, sentence: ReadSentence, end: number): Span | null {
  for (let index = end - 1; index >= Math.max(sentence.from, end - longestVolume); index -= 1) {
    const token = reading.tokens[index]!;
    if (token.norm === ';' || token.norm === '.') return null;
    if (token.type !== 'number') continue;
    return isQuantity(reading, sentence, index, end) ? { from: amountStart(reading, sentence, index), to: end } : null;
  }
  return null;
}

/** "Monthly volume: 40k", "por mes enviamos 40 mil". */
function amountAfter(reading: Reading, sentence: ReadSentence, start: number): Span | null {
  for (let index = start; index < Math.min(sentence.to, start + 6); index += 1) {
    const token = reading.tokens[index]!;
    if (token.norm === ';' || token.norm === '.') return null;
    if (token.type !== 'number') continue;
    const end = Math.min(sentence.to, index + 3);
    return isQuantity(reading, sentence, index, end) ? { from: start, to: withUnit(reading, sentence, index) } : null;
  }
  return null;
}

function isQuantity(reading: Reading, sentence: ReadSentence, index: number, end: number): boolean {
  const number = reading.tokens[index]!;
  if (/(?:h|hs|am|pm|[ºª%])$/u.test(number.norm) || /^(?:19|20)\d\d$/u.test(number.norm)) return false;
  const next = index + 1;
  return next > end || !sentence.signals.some((signal) => signal.concept === 'not_quantity' && signal.from === next);
}

function amountStart(reading: Reading, sentence: ReadSentence, index: number): number {
  let start = index;
  const approximate = new Set(
    sentence.signals.filter((signal) => signal.concept === 'approximately').map((signal) => signal.from),
  );
  while (start > sentence.from && index - start < 4) {
    const before = reading.tokens[start - 1]!;
    const joins =
      approximate.has(start - 1) ||
      before.type === 'number' ||
      /^(?:r|rs|us|usd|eur|brl|mxn|[$€£~+±])$/u.test(before.norm);
    if (!joins) break;
    start -= 1;
  }
  return start;
}

function withUnit(reading: Reading, sentence: ReadSentence, index: number): number {
  let to = index + 1;
  while (to < sentence.to && to < index + 4 && reading.tokens[to]!.type === 'word') to += 1;
  return to;
}

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
  const quote = sentenceQuote(reading, best.sentence, best.at);
  return { value: shorten(quote), quote };
}

/** What others use; in a note of a call "they" are the customer. */
function isOthers(reading: Reading, sentence: ReadSentence, note: boolean): boolean {
  if (has(sentence, 'own_means')) return true;
  return sentence.signals.some(
    (signal) =>
      signal.concept === 'third_party' && !signal.negated && !(note && reading.tokens[signal.from]!.norm === 'they'),
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
    if (!/^(?:on|use|uses|using|usamos|uso|usa|usan|utilizamos)$/u.test(reading.tokens[index]!.norm)) continue;
    if (/^\p{Lu}\p{L}{2,}/u.test(quoteOf(reading, index + 1, index + 2))) return true;
  }
  return false;
}

const mostPains = 3;
const bareWords = 3;
const isNo = ({ concept }: Signal): boolean => concept === 'no_answer';

/** Problems and challenges that they named; of a content reply those of other companies do not count. */
export function findPains(
  reading: Reading,
  body: readonly ReadSentence[],
  signs: Signs,
  type: Analysis['response_type'],
): Quoted[] {
  const complains = type === 'needs_handling';
  const named = [...signs.trouble, ...(type === 'standard' ? [] : signs.othersTrouble)]
    .filter(({ concept }) => concept === 'fault' || concept === 'dispute')
    .map(({ sentence }) => sentence);
  const burdens = body.filter(
    (sentence) =>
      isBurden(sentence) && !has(sentence, 'refusal') && (type !== 'standard' || !has(sentence, 'third_party')),
  );
  const pains = new Set([...named, ...burdens]);
  // A complaint says what it is about in its weaker and angry sentences too, and right after a bare "no".
  if (complains) for (const { sentence } of signs.weakTrouble) if (pains.size < mostPains) pains.add(sentence);
  if (complains && pains.size === 0) for (const { sentence } of signs.trouble) pains.add(sentence);
  for (const [index, sentence] of complains ? body.entries() : []) {
    const next = body[index + 1];
    const bare = wordsOf(reading, sentence) <= bareWords && sentence.signals.some(isNo);
    if (pains.has(sentence) && next && bare) {
      pains.delete(sentence);
      pains.add(next);
    }
  }
  return body
    .filter((sentence) => pains.has(sentence))
    .slice(0, mostPains)
    .map((sentence) => {
      const quote = sentenceQuote(reading, sentence);
      return { value: shorten(quote), quote };
    });
}

function isBurden(sentence: ReadSentence): boolean {
  if (has(sentence, 'resolved')) return false;
  const fine = sentence.signals.filter((signal) => signal.concept === 'no_trouble');
  return sentence.signals.some(
    (signal) =>
      signal.concept === 'burden' &&
      !signal.negated &&
      !fine.some((range) => signal.from < range.to && signal.to > range.from),
  );
}
