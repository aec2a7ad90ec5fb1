import { quoteOf, type Reading, type ReadSentence } from './reading.ts';

/** A value of the analysis and the words of the reply that it rests on. */
export type Quoted = { value: string; quote: string };

const longestSentence = 400;

/** A sentence verbatim, without closing marks; a very long one is cut down to the clause around word `at`. */
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

export const shorten = (text: string, max = 200): string => {
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

export function volumeIn(reading: Reading, sentence: ReadSentence): Span | null {
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
    const word = reading.words[index]!;
    if (word.norm === ';' || word.norm === '.') return null;
    if (word.type !== 'number') continue;
    return isQuantity(reading, sentence, index, end) ? { from: amountStart(reading, sentence, index), to: end } : null;
  }
  return null;
}

/** "Monthly volume: 40k", "por mes enviamos 40 mil". */
function amountAfter(reading: Reading, sentence: ReadSentence, start: number): Span | null {
  for (let index = start; index < Math.min(sentence.to, start + 6); index += 1) {
    const word = reading.words[index]!;
    if (word.norm === ';' || word.norm === '.') return null;
    if (word.type !== 'number') continue;
    const end = Math.min(sentence.to, index + 3);
    return isQuantity(reading, sentence, index, end) ? { from: start, to: withUnit(reading, sentence, index) } : null;
  }
  return null;
}

function isQuantity(reading: Reading, sentence: ReadSentence, index: number, end: number): boolean {
  const number = reading.words[index]!;
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
    const before = reading.words[start - 1]!;
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
  while (to < sentence.to && to < index + 4 && reading.words[to]!.type === 'word') to += 1;
  return to;
}
