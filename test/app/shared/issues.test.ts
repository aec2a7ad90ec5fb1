import { expect, test } from 'vitest';
import { issuesOf } from '../../../app/shared/issues.ts';
import type { AttentionItem } from '../../../cards/dto/home.ts';

const item = (effectId: string, changes: Partial<AttentionItem>): AttentionItem => ({
  effectId,
  step: 'note',
  state: 'needs_attention',
  hubspotId: '1',
  contactName: 'Ana',
  reason: null,
  nextStep: 'retry',
  since: '2026-11-20T10:00:00Z',
  waitsFor: null,
  canRetry: true,
  ...changes,
});
const shape = (items: AttentionItem[]) =>
  issuesOf(items).map(({ cause, contacts, items: own, retryable }) => [
    cause,
    contacts.map(({ hubspotId }) => hubspotId).join(),
    own.length,
    retryable.join(),
  ]);

test('steps with one cause and one way out are one issue, of however many contacts', () => {
  expect(
    shape([
      item('a', { step: 'note' }),
      item('b', { step: 'task' }),
      item('c', { step: 'properties', nextStep: 'connect_again' }),
      item('d', { step: 'note', hubspotId: '2' }),
      item('e', { step: 'forward' }),
    ]),
  ).toEqual([
    ['crm', '1,2', 3, 'a,b,d'],
    ['crm', '1', 1, 'c'],
    ['team', '1', 1, 'e'],
  ]);
});

test('an email to a customer that may have been sent is never retried with one that was not', () => {
  expect(
    shape([
      item('a', { step: 'answer_send', state: 'unknown' }),
      item('b', { step: 'answer_send' }),
      item('c', { step: 'tracked_send', state: 'held', waitsFor: 'handling' }),
    ]),
  ).toEqual([
    ['unconfirmed', '1', 1, 'a'],
    ['customer', '1', 1, 'b'],
    ['handling', '1', 1, 'c'],
  ]);
});

test('what waits for a word on the sender has nothing to retry, and an issue is as old as its oldest step', () => {
  const held = { state: 'held', waitsFor: 'sender', canRetry: false } as const;
  const [issue] = issuesOf([item('a', held), item('b', { ...held, since: '2026-11-19T10:00:00Z' })]);
  expect(issue).toMatchObject({ cause: 'sender', retryable: [], since: '2026-11-19T10:00:00Z' });
});
