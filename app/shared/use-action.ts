import { useCallback, useReducer, useRef } from 'react';
import type { Answer } from '../../cards/dto/result.ts';
import { actionReducer, nextKey } from './action.ts';

/**
 * Runs `post` with a client key, at most once at a time. `input` is JSON and says what is asked for. `onDone` gets the
 * answer of a success.
 */
export function useAction<Input, Output>(
  post: (input: Input, key: string) => Promise<Answer<Output>>,
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
      const answer = await post(input, key);
      busy.current = false;
      dispatch({ type: 'answered', key, answer });
      if (answer.ok) onDone(answer, input);
    },
    [state, post, onDone],
  );

  const dismiss = useCallback(() => dispatch({ type: 'dismissed' }), []);
  return { state, run, dismiss, busy: state.status === 'busy' };
}
