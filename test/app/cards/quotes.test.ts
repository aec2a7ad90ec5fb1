import { expect, test } from 'vitest';
import { factsOf, saysMore } from '../../../app/cards/facts.ts';
import { firstLines, isMarkedIn, markQuotes, sameWords } from '../../../app/cards/quotes.ts';
import { entriesOf } from '../../../app/cards/timeline.ts';
import { en } from '../../../app/cards/words/en.ts';
import { snoozeDay } from '../../../app/shared/snooze-day.ts';
import { en as shared } from '../../../app/shared/words/en.ts';
import { analysis, message } from '../fixtures.ts';

test('quoted words are marked where they stand, over line breaks and in any case, and overlaps once', () => {
  const text = 'Hi.\nWe use the\nfree plan today, about 40k a month.';
  expect(markQuotes(text, ['we use the free plan', 'the free plan today', 'not there'])).toEqual([
    { text: 'Hi.\n', marked: false },
    { text: 'We use the\nfree plan', marked: true },
    { text: ' today', marked: true },
    { text: ', about 40k a month.', marked: false },
  ]);
  expect(markQuotes('a (b) c', ['(b)'])).toContainEqual({ text: '(b)', marked: true });
  expect(markQuotes('nothing', [''])).toEqual([{ text: 'nothing', marked: false }]);
  expect(isMarkedIn(text, 'FREE plan')).toBe(true);
});

test('a value and its quote are shown once where they are the same words', () => {
  expect(sameWords('the free plan', 'We use “the free plan”.')).toBe(true);
  expect(sameWords('free', 'freedom')).toBe(false);
  const facts = factsOf(analysis(), { analysis: en.analysis, shared });
  expect(facts.map(({ value, quote }) => [value, quote])).toEqual([
    ['the free plan', null],
    ['about 40k emails a month', null],
    ['delivery is slow', null],
  ]);
});

test('a fact that is a sentence of the shown text is not repeated, a short one is named', () => {
  const text = 'We ship about 400 pallets a month now.';
  const fact = (value: string) => ({ label: '', value, quote: null });
  expect(saysMore(fact('We ship about 400 pallets a month now'), text)).toBe(false);
  expect(saysMore(fact('400 pallets a month'), text)).toBe(true);
});

test('the first lines end with a word', () => {
  expect(firstLines('one two three', 8)).toBe('one two …');
  expect(firstLines('short', 8)).toBe('short');
});

test('a status that the app changed stands in the message that caused it, one that a person changed by itself', () => {
  const change = (id: string, automatic: boolean) =>
    message({ id, kind: 'status_change', direction: null, change: { from: 'contacted', to: 'replied', automatic } });
  const shape = entriesOf([change('5', false), change('4', true), message({ id: '3' }), message({ id: '2' })]).map(
    (entry) => [entry.message.id, entry.changes.map(({ id }) => id)],
  );
  expect(shape).toEqual([
    ['5', []],
    ['3', ['4']],
    ['2', []],
  ]);
});

test.each([
  ['tomorrow', { year: 2026, month: 11, date: 31 }, { year: 2027, month: 0, date: 1 }],
  ['next_week', { year: 2026, month: 10, date: 23 }, { year: 2026, month: 10, date: 30 }],
  ['next_week', { year: 2026, month: 10, date: 29 }, { year: 2026, month: 10, date: 30 }],
] as const)('a snooze %s from %o', (choice, today, day) => {
  expect(snoozeDay(choice, today)).toEqual(day);
});
