import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, splitWords } from '../../../lib/analysis/text/words.ts';

test.each([
  ['Relatório', 'relatorio'],
  ['e-mail', 'email'],
  ['don’t', "don't"],
  ['isn&#39;t', "isn't"],
  ['yessss', 'yes'],
  ['AÇÃO', 'acao'],
])('%s folds to %s', (word, folded) => {
  expect(fold(word)).toBe(folded);
});

test('amounts, addresses, links and emoji are words of their own', () => {
  const types = splitWords('R$ 2.500,00/mês, 40k to ana@exemplo.com.br 👍🏽 https://x.example/a?b').map(
    ({ norm, type }) => `${type}:${norm}`,
  );
  expect(types).toEqual([
    'word:r',
    'mark:$',
    'number:2.500,00',
    'mark:/',
    'word:mes',
    'mark:,',
    'number:40k',
    'word:to',
    'address:ana@exemplo.com.br',
    'emoji:👍',
    'link:https://x.example/a?b',
  ]);
});

test('words stand where the text has them, in order and apart', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      let end = 0;
      for (const word of splitWords(text)) {
        expect(word.start).toBeGreaterThanOrEqual(end);
        expect(fold(text.slice(word.start, word.end))).toBe(word.norm);
        end = word.end;
      }
    }),
  );
});
