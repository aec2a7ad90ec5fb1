import type { Failure, Result } from '../../cards/dto/result.ts';

/** Something that is fetched. Once there is data it stays on the screen while a newer result is on its way or fails. */
export type Remote<T> =
  | { status: 'loading'; request: number }
  | { status: 'failed'; request: number; failure: Failure }
  | { status: 'ready'; request: number; data: T; refreshing: boolean; failure: Failure | null };

export type RemoteEvent<T> =
  | { type: 'asked'; request: number }
  /** `merge` keeps what the screen has beyond the new data, older pages say. */
  | { type: 'returned'; request: number; result: Result<T>; merge?: (before: T, now: T) => T }
  | { type: 'changed'; change: (data: T) => T };

/** A response to any request but the newest is dropped: an older one may arrive later. */
export function remoteReducer<T>(state: Remote<T>, event: RemoteEvent<T>): Remote<T> {
  switch (event.type) {
    case 'asked':
      return state.status === 'ready'
        ? { ...state, request: event.request, refreshing: true }
        : { status: 'loading', request: event.request };
    case 'returned': {
      if (event.request !== state.request) return state;
      const { request, result, merge } = event;
      if (result.ok) {
        const data = merge && state.status === 'ready' ? merge(state.data, result) : result;
        return { status: 'ready', request, data, refreshing: false, failure: null };
      }
      return state.status === 'ready'
        ? { ...state, refreshing: false, failure: result }
        : { status: 'failed', request, failure: result };
    }
    case 'changed':
      return state.status === 'ready' ? { ...state, data: event.change(state.data) } : state;
  }
}
