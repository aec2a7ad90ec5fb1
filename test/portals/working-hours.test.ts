import fc from 'fast-check';
import { expect, test } from 'vitest';
import { portalSettings, type WorkingHours } from '../../lib/portals/settings.ts';
import { addWorkingMinutes, startOfWork } from '../../lib/portals/working-hours.ts';

const usual = portalSettings.parse({}).workingHours;
const at = (timeZone: string, workingHours: Partial<WorkingHours> = {}) => ({
  timeZone,
  settings: { workingHours: { ...usual, ...workingHours } },
});

const CASES: [string, string, number, string, string][] = [
  ['within a day', '2026-11-23T12:00:00Z', 240, 'America/Sao_Paulo', '2026-11-23T16:00:00Z'],
  ['over the evening', '2026-11-23T20:00:00Z', 240, 'America/Sao_Paulo', '2026-11-24T15:00:00Z'],
  ['over the weekend', '2026-11-27T19:30:00Z', 240, 'America/Sao_Paulo', '2026-11-30T14:30:00Z'],
  ['from a Sunday', '2026-11-22T15:00:00Z', 240, 'America/Sao_Paulo', '2026-11-23T16:00:00Z'],
  ['from before opening', '2026-11-23T05:00:00Z', 60, 'Europe/Berlin', '2026-11-23T09:00:00Z'],
  ['in a zone of half hours', '2026-11-23T05:00:00Z', 240, 'Asia/Kolkata', '2026-11-23T09:00:00Z'],
  ['over the change to summer time', '2027-03-26T16:30:00Z', 60, 'Europe/Berlin', '2027-03-29T07:30:00Z'],
];

test.each(CASES)('%s', (_name, start, minutes, zone, end) => {
  expect(addWorkingMinutes(new Date(start), minutes, at(zone)).toISOString()).toBe(new Date(end).toISOString());
});

test('the end always lies in working hours, and later starts never end earlier', () => {
  const year = { min: Date.parse('2026-01-01'), max: Date.parse('2027-12-31') };
  fc.assert(
    fc.property(
      fc.integer(year),
      fc.nat(600_000),
      fc.constantFrom('America/Sao_Paulo', 'Europe/Madrid', 'Asia/Kathmandu'),
      (start, gap, zone) => {
        const end = addWorkingMinutes(new Date(start), 240, at(zone));
        const local = new Intl.DateTimeFormat('en-US', {
          timeZone: zone,
          weekday: 'short',
          hour: 'numeric',
          hourCycle: 'h23',
        }).formatToParts(end.getTime() - 1);
        const hour = Number(local.find(({ type }) => type === 'hour')?.value);
        expect(['Sat', 'Sun']).not.toContain(local.find(({ type }) => type === 'weekday')?.value);
        expect(hour).toBeGreaterThanOrEqual(9);
        expect(hour).toBeLessThan(18);
        expect(addWorkingMinutes(new Date(start + gap), 240, at(zone)).getTime()).toBeGreaterThanOrEqual(end.getTime());
      },
    ),
  );
});

test('long steps end where short ones do, over clock changes and holidays', () => {
  const hours = fc.record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    from: fc.integer({ min: 0, max: 12 }),
    to: fc.integer({ min: 13, max: 24 }),
    holidays: fc.constantFrom<string[]>([], ['2026-03-30', '2026-10-26'], ['2026-12-25']),
  });
  const zone = fc.constantFrom('America/New_York', 'Europe/Madrid', 'Australia/Lord_Howe', 'Asia/Kathmandu');
  const start = fc.integer({ min: Date.parse('2026-03-01') / 60_000, max: Date.parse('2027-01-10') / 60_000 });
  fc.assert(
    fc.property(start, fc.integer({ min: 1, max: 2400 }), zone, hours, (from, minutes, timeZone, workingHours) => {
      const calendar = at(timeZone, workingHours);
      const whole = addWorkingMinutes(new Date(from * 60_000), minutes, calendar);
      // Minute by minute no step is long.
      let end = new Date(from * 60_000);
      for (let left = minutes; left > 0; left -= 15) end = addWorkingMinutes(end, Math.min(15, left), calendar);
      expect(whole.toISOString()).toBe(end.toISOString());
    }),
    { numRuns: 60 },
  );
});

test('a portal works on its own days and hours, and on no holiday', () => {
  const friday = new Date('2026-12-24T14:00:00Z');
  const end = (hours: Partial<WorkingHours>) =>
    addWorkingMinutes(friday, 240, at('Europe/Berlin', hours)).toISOString();
  expect(end({})).toBe('2026-12-25T09:00:00.000Z');
  expect(end({ holidays: ['2026-12-25'] })).toBe('2026-12-28T09:00:00.000Z');
  expect(end({ holidays: ['2026-12-25'], days: [1, 2, 3, 4, 5, 6] })).toBe('2026-12-26T09:00:00.000Z');
  expect(end({ from: 7, to: 17 })).toBe('2026-12-25T08:00:00.000Z');
  expect(startOfWork('2026-12-28', at('Europe/Berlin', { from: 7 })).toISOString()).toBe('2026-12-28T06:00:00.000Z');
});
