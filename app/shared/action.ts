import type { Failure, Result } from '../../cards/dto/result.ts';

/**
 * One thing that a person asks for. `key` names the attempt to the server: asking the same again after `unavailable`
 * repeats it, since the first may have taken effect; after any other failure the server has refused, and a new click is
 * a new attempt. So is another wish, which under the old key would get the first one's outcome.
 */
export type Action =
  | { status: 'idle' }
  | { status: 'busy'; key: string }
  | { status: 'failed'; key: string; failure: Failure };

export type ActionEvent =
  | { type: 'started'; key: string }
  | { type: 'returned'; key: string; result: Result<unknown> }
  | { type: 'dismissed' };

export function actionReducer(state: Action, event: ActionEvent): Action {
  switch (event.type) {
    case 'started':
      return { status: 'busy', key: event.key };
    case 'returned':
      if (state.status !== 'busy' || state.key !== event.key) return state;
      return event.result.ok ? { status: 'idle' } : { status: 'failed', key: event.key, failure: event.result };
    case 'dismissed':
      return state.status === 'failed' ? { status: 'idle' } : state;
  }
}

/** The key for the next click; `same`: it asks for what the last one asked. */
export function nextKey(state: Action, same: boolean, newKey: () => string): string {
  return same && state.status === 'failed' && state.failure.code === 'unavailable' ? state.key : newKey();
}
