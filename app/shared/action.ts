import type { Answer, Failure } from '../../cards/dto/answer.ts';

/**
 * One thing that a person asks for. `key` names the attempt to the server: a try after `unavailable` repeats it, since
 * the first may have taken effect; after any other failure the server has refused, and a new click is a new attempt.
 */
export type Action =
  | { status: 'idle' }
  | { status: 'busy'; key: string }
  | { status: 'failed'; key: string; failure: Failure };

export type ActionEvent =
  | { type: 'started'; key: string }
  | { type: 'answered'; key: string; answer: Answer<unknown> }
  | { type: 'dismissed' };

export function actionReducer(state: Action, event: ActionEvent): Action {
  switch (event.type) {
    case 'started':
      return { status: 'busy', key: event.key };
    case 'answered':
      if (state.status !== 'busy' || state.key !== event.key) return state;
      return event.answer.ok ? { status: 'idle' } : { status: 'failed', key: event.key, failure: event.answer };
    case 'dismissed':
      return state.status === 'failed' ? { status: 'idle' } : state;
  }
}

/** The key for the next click. */
export function nextKey(state: Action, newKey: () => string): string {
  return state.status === 'failed' && state.failure.code === 'unavailable' ? state.key : newKey();
}
