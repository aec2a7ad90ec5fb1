import { expect, test } from 'vitest';
import { believableDate } from '../../../lib/mail/incoming/mail-date.ts';

const receivedAt = new Date('2026-11-22T12:00:00Z');
const at = (text: string) => new Date(text);

test.each([
  ['a minute before its receipt', at('2026-11-22T11:59:00Z'), true],
  ['three days in a queue', at('2026-11-19T12:00:00Z'), true],
  ['a clock that is half an hour fast', at('2026-11-22T12:30:00Z'), true],
  ['the year 1970', at('1970-01-01T00:00:00Z'), false],
  ['next year', at('2027-11-22T12:00:00Z'), false],
  ['no date that can be read', new Date(Number.NaN), false],
  ['no date', null, false],
])('%s', (_what, date, believed) => {
  expect(believableDate(date, receivedAt)).toEqual(believed ? date : receivedAt);
});
