import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, tokenize } from '../../../lib/analysis/text/tokens.ts';

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

test('amounts, addresses, links and emoji are tokens of their own', () => {
  const types = tokenize('R$ 2.500,00/mês, 40k to ana@exemplo.com.br 👍🏽 https://x.example/a?b').map(
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

test('tokens stand where the text has them, in order and apart', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      let end = 0;
      for (const token of tokenize(text)) {
        expect(token.start).toBeGreaterThanOrEqual(end);
        expect(fold(text.slice(token.start, token.end))).toBe(token.norm);
        end = token.end;
      }
    }),
  );
});
