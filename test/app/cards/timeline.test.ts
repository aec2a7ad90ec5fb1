import { expect, test } from 'vitest';
import { appendOlder, mergeNewest, suggestedSubject } from '../../../app/cards/timeline.ts';
import type { TimelinePage } from '../../../cards/dto/timeline.ts';
import { message } from '../fixtures.ts';

const page = (ids: string[], nextCursor: string | null = 'next'): TimelinePage => ({
  contactName: 'John',
  messages: ids.map((id) => message({ id })),
  suggestions: [],
  nextCursor,
  total: 9,
  waiting: 0,
});
const ids = ({ messages }: TimelinePage) => messages.map(({ id }) => id).join('');

test('a new first page keeps what was loaded below it', () => {
  const shown = appendOlder(page(['c', 'b']), page(['a'], null));
  const merged = mergeNewest(shown, page(['d', 'c']));
  expect(ids(merged)).toBe('dcba');
  expect(merged.nextCursor).toBeNull();
});

test('where too much is new for the pages to meet, the new page stands alone', () => {
  const merged = mergeNewest(page(['b', 'a'], 'deep'), page(['f', 'e'], 'here'));
  expect(ids(merged)).toBe('fe');
  expect(merged.nextCursor).toBe('here');
});

test('a message that both pages have stands once', () => {
  expect(ids(appendOlder(page(['c', 'b']), page(['b', 'a'], null)))).toBe('cba');
});

test('an answer goes on under the subject of the newest mail', () => {
  const subjects = (...list: string[]): TimelinePage => ({
    contactName: 'John',
    messages: list.map((subject, n) => message({ id: String(n), subject })),
    suggestions: [],
    nextCursor: null,
    total: list.length,
    waiting: 0,
  });
  expect(suggestedSubject(subjects('', 'Prices', 'Older'))).toBe('Re: Prices');
  expect(suggestedSubject(subjects('RE: Prices'))).toBe('RE: Prices');
  expect(suggestedSubject(subjects())).toBe('');
});
