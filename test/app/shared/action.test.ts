import { type Action, actionReducer, nextKey } from '@reply-tracking/shared/action.ts';
import { expect, test } from 'vitest';

const failed = (code: 'unavailable' | 'opted_out'): Action => ({
  status: 'failed',
  key: 'first',
  failure: { ok: false, code, message: '' },
});

test('a try after no response carries the same key, since the first may have taken effect', () => {
  expect(nextKey(failed('unavailable'), true, () => 'second')).toBe('first');
});

test('a try after a refusal is a new one', () => {
  expect(nextKey(failed('opted_out'), true, () => 'second')).toBe('second');
  expect(nextKey({ status: 'idle' }, true, () => 'second')).toBe('second');
});

test('another wish after no response is a new one, else it would get the result of the first', () => {
  expect(nextKey(failed('unavailable'), false, () => 'second')).toBe('second');
});

test('only the result of the try that runs counts', () => {
  const busy = actionReducer({ status: 'idle' }, { type: 'started', key: 'b' });
  expect(actionReducer(busy, { type: 'returned', key: 'a', result: { ok: true } })).toBe(busy);
  expect(actionReducer(busy, { type: 'returned', key: 'b', result: { ok: true } })).toEqual({ status: 'idle' });
});

test('a failure stays until it is dismissed or tried again', () => {
  const state = failed('opted_out');
  expect(actionReducer(state, { type: 'dismissed' })).toEqual({ status: 'idle' });
  expect(actionReducer(state, { type: 'started', key: 'b' })).toEqual({ status: 'busy', key: 'b' });
});
