import { createDates, momentOf, wallClock } from '@reply-tracking/shared/dates.ts';
import { pickLanguage } from '@reply-tracking/shared/language.ts';
import { describe, expect, test } from 'vitest';

const now = new Date('2026-11-22T15:00:00Z');
const dates = (language: 'en' | 'pt' | 'es', zone = 'America/Sao_Paulo') => createDates(language, zone, () => now);

describe('dates of the account', () => {
  test('a moment is shown in the account’s time zone and the user’s language', () => {
    expect(dates('en').full('2026-11-22T02:30:00Z')).toBe('Nov 21, 2026, 11:30 PM');
    expect(dates('pt').full('2026-11-22T02:30:00Z')).toBe('21 de nov. de 2026, 23:30');
    expect(dates('es', 'Europe/Madrid').full('2026-11-22T02:30:00Z')).toBe('22 nov 2026, 3:30 a.m.');
  });

  test.each([
    ['2026-11-22T14:55:00Z', '5 minutes ago'],
    ['2026-11-22T12:00:00Z', '3 hours ago'],
    ['2026-11-21T15:00:00Z', 'yesterday'],
    ['2026-11-19T15:00:00Z', '3 days ago'],
    ['2026-09-01T15:00:00Z', 'Sep 1, 2026'],
  ])('%s was %s', (moment, expected) => {
    expect(dates('en').ago(moment)).toBe(expected);
  });

  test('what lies ahead is said so', () => {
    expect(dates('en').relative('2026-11-22T19:00:00Z')).toBe('in 4 hours');
    expect(dates('pt').relative('2026-11-22T19:00:00Z')).toBe('em 4 horas');
  });
});

describe('a day and a time that a person picked', () => {
  test.each([
    ['America/Sao_Paulo', '2026-11-22T13:05:00.000Z'],
    ['Europe/Madrid', '2026-11-22T09:05:00.000Z'],
    ['Asia/Kolkata', '2026-11-22T04:35:00.000Z'],
    ['UTC', '2026-11-22T10:05:00.000Z'],
  ])('10:05 in %s', (zone, expected) => {
    const moment = momentOf({ year: 2026, month: 10, date: 22 }, { hours: 10, minutes: 5 }, zone);
    expect(moment).toBe(expected);
    expect(wallClock(new Date(moment), zone)).toEqual({
      date: { year: 2026, month: 10, date: 22 },
      time: { hours: 10, minutes: 5 },
    });
  });

  test('the hours around a change of the clock are right on both sides', () => {
    // Spain leaves summer time on 2026-10-25 at 03:00, and enters it on 2026-03-29 at 02:00.
    const at = (month: number, date: number, hours: number) =>
      momentOf({ year: 2026, month, date }, { hours, minutes: 0 }, 'Europe/Madrid');
    expect(at(9, 25, 1)).toBe('2026-10-24T23:00:00.000Z');
    expect(at(9, 25, 4)).toBe('2026-10-25T03:00:00.000Z');
    expect(at(2, 29, 1)).toBe('2026-03-29T00:00:00.000Z');
    expect(at(2, 29, 3)).toBe('2026-03-29T01:00:00.000Z');
  });
});

test.each([
  ['pt-br', 'pt'],
  ['pt', 'pt'],
  ['es-419', 'es'],
  ['ES_mx', 'es'],
  ['en-GB', 'en'],
  ['de', 'en'],
  [undefined, 'en'],
])('a user with the language %s reads %s', (tag, language) => {
  expect(pickLanguage(tag)).toBe(language);
});
