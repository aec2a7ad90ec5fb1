import { expect, test } from 'vitest';
import { countFacts, isGeneric, longestQuotation } from '../../../lib/analysis/evaluation/facts.ts';

test.each<[string, string, number]>([
  ['Primer Año', 'Falla para los de primer ano.', 1],
  ['15h', 'Call at 3 pm.', 1],
  ['R$ 1.200,50', 'Pays R$ 1,200.50 today.', 1],
  ['“assertion expired”', 'Reports "assertion expired".', 1],
  ['40 seats', 'Wants 50 seats.', 0],
])('%s in "%s": %d', (fact, text, found) => {
  expect(countFacts([fact], [text])).toEqual({ found, total: 1 });
});

test('the longest stretch that a summary repeats, over marks and case', () => {
  expect(longestQuotation('Says: the Export, is broken', 'Well the export is broken since Monday')).toBe(4);
  expect(longestQuotation('Nothing alike', 'here')).toBe(0);
});

test.each([
  ['Answer the question', true],
  ['Enviar o que foi pedido', true],
  ['Send the prices for 10 seats', false],
  ['Contact Petra', false],
])('%s is generic: %s', (item, generic) => {
  expect(isGeneric(item)).toBe(generic);
});
