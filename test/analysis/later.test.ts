import { expect, test } from 'vitest';
import { findLater, workingDayFrom } from '../../lib/analysis/index.ts';

const ON = '2026-11-26';

test.each([
  ['Not now, but please get back to us in March.', 'in March', '2027-03-01'],
  ['We have no budget this year. Let’s talk next year!', 'next year', '2027-01-04'],
  ['Maybe next year. Write again then.', 'next year', '2027-01-04'],
  ['The team is busy until April. Please check back then.', 'until April', '2027-04-01'],
  ['Not this quarter. Circle back in Q2.', 'Q2', '2027-04-01'],
  ['In three months we can look at this again.', 'In three months', '2027-02-26'],
  ['Please contact me on March 15.', 'March 15', '2027-03-15'],
  ['We closed for December, so call me in January.', 'in January', '2027-01-04'],
  ['Este ano não dá, fale comigo no ano que vem.', 'ano que vem', '2027-01-04'],
  ['Pode me procurar em março de 2027.', 'em março de 2027', '2027-03-01'],
  ['Daqui a 3 meses a gente conversa de novo.', 'Daqui a 3 meses', '2027-02-26'],
  ['Vamos retomar no próximo trimestre.', 'próximo trimestre', '2027-01-04'],
  ['Ahora no. Hablamos el año que viene.', 'año que viene', '2027-01-04'],
  ['Escríbeme en marzo, por favor.', 'en marzo', '2027-03-01'],
  ['Búsqueme después del 15 de mayo y lo vemos.', '15 de mayo', '2027-05-17'],
  ['Dentro de dos meses lo retomamos.', 'Dentro de dos meses', '2027-01-26'],
])('%s', (text, when, day) => {
  expect(findLater(text, ON)).toMatchObject({ when, day });
});

test.each([
  ['a time of the past', 'We paid in March and nobody answered.'],
  ['a time of theirs', 'Our contract ends in March.'],
  ['a delivery', 'Can you deliver in March? Call me.'],
  ['a call that is for now', 'Call me on Monday about the 200 lamps we bought in May.'],
  ['somebody who left', 'I left the company in September.'],
  ['a name that is a month', 'I may speak to him.'],
  ['um contrato', 'O contrato assinado em junho vale por 12 meses.'],
  ['un plazo', 'Tenemos plazo hasta el 28 de febrero para cerrar la acción.'],
  ['more than a year and a half ahead', 'Get back to us in March 2031.'],
  ['a year that is over', 'Get back to us in March 2025, I said.'],
])('%s is no later', (_, text) => {
  expect(findLater(text, ON)).toBeNull();
});

test('what it says are the reply’s own words', () => {
  const text = 'Hi!\nNo budget.  Please   write to me   in   March 2027. Bye';
  const later = findLater(text, ON)!;
  const folded = text.replace(/\s+/g, ' ');
  expect(folded).toContain(later.when);
  expect(folded).toContain(later.quote);
});

test('a long text takes one pass, and only its beginning is read', () => {
  const start = performance.now();
  expect(findLater(`${'in march call me de '.repeat(200_000)}`, ON)).not.toBeNull();
  expect(findLater(`${'a:a: '.repeat(400_000)} Write to me in March.`, ON)).toBeNull();
  expect(performance.now() - start).toBeLessThan(2_000);
});

test('a day off becomes the next working day', () => {
  expect(['2026-12-05', '2026-12-06', '2026-12-07', '2027-01-01'].map(workingDayFrom)).toEqual([
    '2026-12-07',
    '2026-12-07',
    '2026-12-07',
    '2027-01-04',
  ]);
});
