import { useCallback, useRef } from 'react';

/**
 * Gives the newest of what the host hands in. HubSpot hands new actions now and then: what is on the screen stays, and
 * the next click goes by the newest.
 */
export function useLatest<Value>(value: Value): () => Value {
  const latest = useRef(value);
  latest.current = value;
  return useCallback(() => latest.current, []);
}
