import { expect, test } from 'vitest';
import { draftOf, emptyDraft, inputOf, logReducer } from '../../../app/cards/log-draft.ts';
import { message } from '../fixtures.ts';

const zone = 'America/Sao_Paulo';
const empty = emptyDraft(new Date('2026-11-22T13:05:00Z'), zone);

test('a new entry is a call of the customer, now', () => {
  expect(empty).toMatchObject({
    direction: 'incoming',
    channel: 'call',
    time: { hours: 10, minutes: 5 },
    missing: false,
  });
  expect(inputOf({ ...empty, text: ' They called. ' }, zone).log).toEqual({
    direction: 'incoming',
    channel: 'call',
    occurredAt: '2026-11-22T13:05:00.000Z',
    subject: '',
    text: 'They called.',
  });
});

test('a form that is opened again starts at the present time, unless somebody has written in it', () => {
  const opened = { type: 'opened', now: new Date('2026-11-22T15:00:00Z'), timeZone: zone } as const;
  expect(logReducer(empty, opened).time).toEqual({ hours: 12, minutes: 0 });
  expect(logReducer({ ...empty, text: 'half' }, opened).time).toEqual({ hours: 10, minutes: 5 });
});

test('what is missing is said until it is there', () => {
  const missing = logReducer(empty, { type: 'missing' });
  expect(missing.missing).toBe(true);
  expect(logReducer(missing, { type: 'set', change: { channel: 'chat' } }).missing).toBe(true);
  expect(logReducer(missing, { type: 'set', change: { text: 'x' } }).missing).toBe(false);
});

test('a subject belongs to an email only', () => {
  const draft = { ...empty, subject: 'Prices', text: 'x' };
  expect(inputOf(draft, zone).edit.subject).toBe('');
  expect(inputOf({ ...draft, channel: 'email' }, zone).edit.subject).toBe('Prices');
});

test('an edit starts from what stands there', () => {
  const draft = draftOf(message({ channel: 'meeting', occurredAt: '2026-11-20T12:30:00.000Z', text: 'We met.' }), zone);
  expect(draft).toMatchObject({ channel: 'meeting', time: { hours: 9, minutes: 30 }, text: 'We met.' });
  expect(inputOf(draft, zone).edit.occurredAt).toBe('2026-11-20T12:30:00.000Z');
});
