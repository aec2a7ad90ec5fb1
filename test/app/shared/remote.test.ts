import { type Remote, type RemoteEvent, remoteReducer } from '@reply-tracking/shared/remote.ts';
import { describe, expect, test } from 'vitest';

type Data = { n: number };
const ok = (n: number) => ({ ok: true as const, n });
const failure = { ok: false as const, code: 'unavailable' as const, message: 'no response' };
const loading: Remote<Data> = { status: 'loading', request: 0 };

const play = (...events: RemoteEvent<Data>[]): Remote<Data> =>
  events.reduce<Remote<Data>>((state, event) => remoteReducer(state, event), loading);

describe('what is fetched', () => {
  test('a response to an older request is dropped, in whatever order the two arrive', () => {
    const state = play(
      { type: 'asked', request: 1 },
      { type: 'asked', request: 2 },
      { type: 'returned', request: 2, result: ok(2) },
      { type: 'returned', request: 1, result: ok(1) },
    );
    expect(state).toMatchObject({ status: 'ready', data: { n: 2 }, refreshing: false });
  });

  test('what is on the screen stays while a newer response is on its way, and when it fails', () => {
    const before = play({ type: 'asked', request: 1 }, { type: 'returned', request: 1, result: ok(1) });
    const asking = remoteReducer(before, { type: 'asked', request: 2 });
    expect(asking).toMatchObject({ status: 'ready', data: { n: 1 }, refreshing: true });
    const failed = remoteReducer(asking, { type: 'returned', request: 2, result: failure });
    expect(failed).toMatchObject({ status: 'ready', data: { n: 1 }, refreshing: false, failure });
    const recovered = remoteReducer(failed, { type: 'returned', request: 2, result: ok(3) });
    expect(recovered).toMatchObject({ status: 'ready', data: { n: 3 }, failure: null });
  });

  test('a first response that fails is a failure to show, and a retry starts from there', () => {
    const failed = play({ type: 'asked', request: 1 }, { type: 'returned', request: 1, result: failure });
    expect(failed).toEqual({ status: 'failed', request: 1, failure });
    expect(remoteReducer(failed, { type: 'asked', request: 2 })).toEqual({ status: 'loading', request: 2 });
  });

  test('a merge combines newer data with what is there', () => {
    const before = play({ type: 'asked', request: 1 }, { type: 'returned', request: 1, result: ok(1) });
    const merge = (a: Data, b: Data) => ({ n: a.n * 10 + b.n });
    const event = { type: 'returned', request: 1, result: ok(2), merge } as const;
    expect(remoteReducer(before, event)).toMatchObject({ data: { n: 12 } });
  });

  test('a change of data that is not there is none', () => {
    expect(remoteReducer(loading, { type: 'changed', change: () => ({ n: 9 }) })).toBe(loading);
  });
});
