import { AsyncLocalStorage } from 'node:async_hooks';

const signals = new AsyncLocalStorage<AbortSignal>();
let installed = false;

/**
 * Gives every `fetch` made inside `work` this signal, so that a timeout closes the socket. `@hubspot/api-client` 14
 * calls the global fetch with method, headers and body only: it takes neither a timeout nor a signal.
 */
export function withRequestSignal<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  if (!installed) {
    const plainFetch = globalThis.fetch;
    globalThis.fetch = (input, init) => {
      const current = signals.getStore();
      return plainFetch(input, current ? { ...init, signal: current } : init);
    };
    installed = true;
  }
  return signals.run(signal, work);
}
