import { useCallback, useReducer, useRef } from 'react';
import type { Result } from '../../cards/dto/result.ts';
import { actionReducer, nextKey } from './action.ts';

/**
 * Runs `post` with a client key, at most once at a time. `input` is JSON and says what is asked for. `onDone` gets the
 * value of a success.
 */
export function useAction<Input, Output>(
  post: (input: Input, key: string) => Promise<Result<Output>>,
  onDone: (output: Output, input: Input) => void,
) {
  const [state, dispatch] = useReducer(actionReducer, { status: 'idle' });
  const busy = useRef(false);
  const last = useRef<string | undefined>(undefined);

  const run = useCallback(
    async (input: Input) => {
      if (busy.current) return;
      busy.current = true;
      const asked = JSON.stringify(input);
      const key = nextKey(state, asked === last.current, () => crypto.randomUUID());
      last.current = asked;
      dispatch({ type: 'started', key });
      const result = await post(input, key);
      busy.current = false;
      dispatch({ type: 'returned', key, result });
      if (result.ok) onDone(result, input);
    },
    [state, post, onDone],
  );

  const dismiss = useCallback(() => dispatch({ type: 'dismissed' }), []);
  return { state, run, dismiss, busy: state.status === 'busy' };
}
