import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { Result } from '../../cards/dto/result.ts';
import { nextLook } from './looks.ts';
import { type Remote, type RemoteEvent, remoteReducer } from './remote.ts';

type Reducer<T> = (state: Remote<T>, event: RemoteEvent<T>) => Remote<T>;

type Options<T> = {
  /** Looks again by itself, soon while this holds and now and then otherwise. Without it only `reload` does. */
  unfinished?: (data: T) => boolean;
  /** Combines newer data with what the screen has. */
  merge?: (before: T, now: T) => T;
};

/** Fetches at the start and whenever `load` changes. `load` and the options must be stable between renders. */
export function useRemote<T>(load: () => Promise<Result<T>>, { unfinished, merge }: Options<T> = {}) {
  const [state, dispatch] = useReducer<Reducer<T>>(remoteReducer, { status: 'loading', request: 0 });
  const request = useRef(0);
  const looks = useRef(0);
  const activeAt = useRef(Date.now());

  const ask = useCallback(async () => {
    request.current += 1;
    const mine = request.current;
    dispatch({ type: 'asked', request: mine });
    dispatch({ type: 'returned', request: mine, result: await load(), merge });
  }, [load, merge]);

  const reload = useCallback(() => {
    looks.current = 0;
    activeAt.current = Date.now();
    return ask();
  }, [ask]);

  useEffect(() => {
    void reload();
  }, [reload]);

  const settled = state.status === 'ready' && !state.refreshing;
  const data = settled ? state.data : null;
  useEffect(() => {
    if (!unfinished || data === null) return undefined;
    const waits = unfinished(data);
    const delay = nextLook({ unfinished: waits, looks: looks.current, idleMs: Date.now() - activeAt.current });
    if (delay === null) return undefined;
    looks.current = waits ? looks.current + 1 : 0;
    const timer = setTimeout(ask, delay);
    return () => clearTimeout(timer);
  }, [data, unfinished, ask]);

  const change = useCallback((apply: (data: T) => T) => dispatch({ type: 'changed', change: apply }), []);
  return { state, reload, change };
}
