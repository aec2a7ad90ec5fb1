import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { Answer } from '../../cards/dto/answer.ts';
import { type Remote, type RemoteEvent, remoteReducer } from './remote.ts';

type Reducer<T> = (state: Remote<T>, event: RemoteEvent<T>) => Remote<T>;

/** Background work (an analysis, say) usually takes a second or two; after this many looks the card waits for a reload. */
const LOOKS = 20;
const FIRST_LOOK_MS = 1_500;
const SLOWEST_LOOK_MS = 8_000;

type Options<T> = {
  /** While this holds, the hook looks again, ever more slowly. */
  unfinished?: (data: T) => boolean;
  /** Combines a newer answer with what the screen has. */
  merge?: (before: T, now: T) => T;
};

/** Fetches at the start and whenever `load` changes. `load` and the options must be stable between renders. */
export function useRemote<T>(load: () => Promise<Answer<T>>, { unfinished, merge }: Options<T> = {}) {
  const [state, dispatch] = useReducer<Reducer<T>>(remoteReducer, { status: 'loading', request: 0 });
  const request = useRef(0);
  const looks = useRef(0);

  const ask = useCallback(async () => {
    request.current += 1;
    const mine = request.current;
    dispatch({ type: 'asked', request: mine });
    dispatch({ type: 'answered', request: mine, answer: await load(), merge });
  }, [load, merge]);

  const reload = useCallback(() => {
    looks.current = 0;
    return ask();
  }, [ask]);

  useEffect(() => {
    void reload();
  }, [reload]);

  const lookAgain = state.status === 'ready' && !state.refreshing && (unfinished?.(state.data) ?? false);
  useEffect(() => {
    if (!lookAgain || looks.current >= LOOKS) return undefined;
    const timer = setTimeout(ask, Math.min(FIRST_LOOK_MS * 1.3 ** looks.current, SLOWEST_LOOK_MS));
    looks.current += 1;
    return () => clearTimeout(timer);
  }, [lookAgain, ask]);

  const change = useCallback((apply: (data: T) => T) => dispatch({ type: 'changed', change: apply }), []);
  return { state, reload, change };
}
