import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findQuote, foldTypography } from '../../lib/analysis/typography.ts';
import { labeledSets } from './labeled-sets.ts';

const texts = labeledSets().flatMap(([, cases]) => cases.map(({ text }) => text));

// What stands for what when a model or a mail program writes the same words: each list is one thing.
const alike: [pattern: RegExp, spellings: string[]][] = [
  [/["“”„«»]/u, ['"', '“', '”', '„', '«', '»']],
  [/['’‘]/u, ["'", '’', '‘', '´']],
  [/[-–—]/u, ['-', '‐', '‑', '–', '—', '−']],
  [/…|\.\.\./u, ['…', '...']],
  [/\s+/u, [' ', '\u00a0', '\u202f', '\n', '  ', ' \u200b']],
];
const between = ['', '', '', '', '\u00ad', '\u200b', '\ufeff', '\u200d', '\u2060'];
const around: [string, string][] = [
  ['', ''],
  ['"', '"'],
  ['“', '”'],
  ['', '…'],
  ['…', '…'],
  ['... ', ''],
  ['', '.'],
];

const pieces = new RegExp(`${alike.map(([pattern]) => pattern.source).join('|')}|.`, 'gsu');

/** A quote out of one sentence of a reply, and the same in another typography. */
const varied = fc
  .record({
    text: fc.constantFrom(...texts),
    from: fc.nat(),
    length: fc.integer({ min: 1, max: 14 }),
    choices: fc.array(fc.nat(997), { minLength: 64, maxLength: 64 }),
    form: fc.constantFrom('NFC', 'NFD'),
    flipCase: fc.boolean(),
    gap: fc.boolean(),
    wrap: fc.constantFrom(...around),
  })
  .map(({ text, from, length, choices, form, flipCase, gap, wrap: [open, close] }) => {
    const sentences = text.split(/(?<=[.!?])\s+|\n+/u).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
    const words = [...(sentences[from % sentences.length] ?? text).matchAll(/\S+/gu)];
    const first = from % words.length;
    const chosen = words.slice(first, first + length).map((match) => match[0]);
    let picked = 0;
    const pick = <T>(of: readonly T[]): T => of[choices[picked++ % choices.length]! % of.length]!;
    const left = gap && chosen.length >= 5 ? [...chosen.slice(0, 2), '…', ...chosen.slice(-2)] : chosen;
    const spelled = left
      .join(' ')
      .normalize(form)
      .replace(pieces, (piece) => {
        const spellings = alike.find(([pattern]) => pattern.test(piece))?.[1];
        return spellings ? pick(spellings) : piece + (/\p{L}/u.test(piece) ? pick(between) : '');
      });
    const start = [...spelled][0] ?? '';
    const other = start === start.toUpperCase() ? start.toLowerCase() : start.toUpperCase();
    const quote = flipCase && other.length === 1 ? other + spelled.slice(start.length) : spelled;
    return { text, quote: open + quote + close };
  })
  .filter(({ quote }) => /[\p{L}\p{N}]/u.test(quote));

test('of 20,000 quotes in another typography at least 98 % are found', ({ annotate }) => {
  const quotes = fc.sample(varied, { numRuns: 20_000, seed: 15 });
  const lost = quotes.filter(({ text, quote }) => findQuote(foldTypography(text), quote) === null);
  void annotate(`${quotes.length - lost.length} of ${quotes.length} found`);
  expect(lost.length / quotes.length, JSON.stringify(lost.slice(0, 5))).toBeLessThanOrEqual(0.02);
});

test('what is found is the quote but for its typography, and stands in the reply', () => {
  const bare = (text: string) =>
    text
      .normalize('NFKD')
      .replace(/[^\p{L}\p{N}]/gu, '')
      .toLowerCase();
  fc.assert(
    fc.property(varied, ({ text, quote }) => {
      const found = findQuote(foldTypography(text), quote);
      if (found === null) return;
      const words = bare(text.slice(found.start, found.end));
      for (const part of quote.split(/…|\.{3}/u)) expect(words).toContain(bare(part));
    }),
    { numRuns: 2_000, seed: 15 },
  );
});

test('another word is another quote', () => {
  fc.assert(
    fc.property(varied, fc.nat(), ({ text, quote }, at) => {
      const words = [...quote.matchAll(/\p{L}[\p{L}\p{M}]*/gu)];
      if (words.length === 0) return;
      const word = words[at % words.length]!;
      const changed = `${quote.slice(0, word.index)}qxz${word[0]}${quote.slice(word.index + word[0].length)}`;
      expect(findQuote(foldTypography(text), changed)).toBeNull();
    }),
    { numRuns: 2_000, seed: 15 },
  );
});
