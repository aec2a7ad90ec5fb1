import { expect, test } from 'vitest';
import { believableDate } from '../../../lib/mail/incoming/mail-date.ts';

const receivedAt = new Date('2026-11-22T12:00:00Z');
const answeredAt = new Date('2026-11-18T09:00:00.400Z');
const at = (text: string) => new Date(text);

test.each([
  ['a minute before its receipt', at('2026-11-22T11:59:00Z'), true],
  ['three days in a queue', at('2026-11-19T12:00:00Z'), true],
  ['a clock that is half an hour fast', at('2026-11-22T12:30:00Z'), true],
  ['the year 1970', at('1970-01-01T00:00:00Z'), false],
  ['next year', at('2027-11-22T12:00:00Z'), false],
  ['no date that can be read', new Date(Number.NaN), false],
  ['the second in which what it answers was sent', at('2026-11-18T09:00:00Z'), false],
  ['a clock that is days slow', at('2026-11-17T12:00:00Z'), false],
  ['no date', null, false],
])('%s', (_what, date, believed) => {
  expect(believableDate(date, { answeredAt, receivedAt })).toEqual(believed ? date : receivedAt);
});
